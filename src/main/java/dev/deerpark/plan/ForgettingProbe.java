// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import java.util.OptionalInt;

/**
 * Measures how soon a model forgets its start: one walk goes through the sample, and others begin
 * later, from the same start state, until they meet it. It begins with a short part of the sample
 * and doubles it as long as that is not enough, because it walks on one core while the others wait.
 */
final class ForgettingProbe {
  /** The last start of a later walk, in sixteenths of the part. */
  private static final int LAST_DEPARTURE = 12;

  /** The number of steps after which a later walk is compared each time. */
  private static final int STRIDE = 16;

  /** A part is long enough if it is this many times the forgetting time found in it. */
  private static final int PARTS = 4;

  private final Kernel kernel;
  private final SweepRule rule;
  private final double[] start;
  private final InputBlock sample;

  /** {@code [steps][D]}: the first walk, as far as it has gone. */
  private final double[][] first;

  /** {@code [D]}: the current state of the first walk. */
  private final double[] reached;

  private int walked;
  private long steps;

  /**
   * @param start {@code [D]}: the start of every walk; not modified
   */
  ForgettingProbe(Kernel kernel, SweepRule rule, double[] start, InputBlock sample) {
    this.kernel = kernel;
    this.rule = rule;
    this.start = start;
    this.sample = sample;
    this.first = new double[sample.steps()][];
    this.reached = start.clone();
  }

  /** Evaluations of f so far. */
  long steps() {
    return steps;
  }

  /**
   * Measures {@code least} steps of the sample, or more.
   *
   * @return the most steps in which a later walk meets the first one; empty if one did not meet it
   *     within the sample
   */
  OptionalInt forgettingTime(int least) {
    for (long part = least; part < sample.steps(); part *= 2) {
      int longest = within((int) part);
      if (longest > 0 && (long) PARTS * longest <= part) {
        return OptionalInt.of(longest);
      }
    }
    int longest = within(sample.steps());
    return longest > 0 ? OptionalInt.of(longest) : OptionalInt.empty();
  }

  /**
   * The most steps in which a later walk meets the first one, within a part; -1 if one does not
   * meet it.
   */
  private int within(int part) {
    kernel.trace(sample, walked, part, reached, (step, state) -> first[step] = state.clone());
    steps += part - walked;
    walked = part;
    int longest = 1;
    for (int departure = 1; departure <= LAST_DEPARTURE; departure++) {
      int from = (int) ((long) part * departure / 16);
      int met = meeting(from, part);
      if (met < 0) {
        steps += part - from;
        return -1;
      }
      steps += met;
      longest = Math.max(longest, met);
    }
    return longest;
  }

  /** The number of steps after which a later walk is close to the first one; -1 if it never is. */
  private int meeting(int departure, int end) {
    double[] state = start.clone();
    for (int from = departure; from < end; from += STRIDE) {
      int to = Math.min(from + STRIDE, end);
      kernel.trace(sample, from, to, state, (step, there) -> {});
      if (rule.meeting().haveMet(first[to - 1], state)) {
        return to - departure;
      }
    }
    return -1;
  }
}
