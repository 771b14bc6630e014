// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import java.util.OptionalInt;

/**
 * Finds how soon a model forgets its start: one walk goes through the sample, others set out later,
 * from the same start state, until they meet it. It looks at a short part of the sample first and
 * at twice as much as long as that was not enough, because it walks on one core while the others
 * wait.
 */
final class MemoryProbe {
  /** Where in the part walks set out, in sixteenths of it. */
  private static final int LAST_DEPARTURE = 12;

  /** A later walk is looked at after so many steps each time. */
  private static final int STRIDE = 16;

  /** A part is long enough to tell if it is so many times what was found. */
  private static final int PARTS = 4;

  private final Kernel kernel;
  private final SweepRule rule;
  private final double[] start;
  private final InputBlock sample;

  /** {@code [steps][D]}: the first walk, as far as it went. */
  private final double[][] first;

  /** Where the first walk is, {@code [D]}. */
  private final double[] reached;

  private int walked;
  private long steps;

  /**
   * @param start {@code [D]}: where every walk sets out; not modified
   */
  MemoryProbe(Kernel kernel, SweepRule rule, double[] start, InputBlock sample) {
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
   * Looks at {@code least} steps of the sample, or more.
   *
   * @return the longest way of a later walk to the first one; empty if one did not meet it within
   *     the sample
   */
  OptionalInt memory(int least) {
    for (long part = least; part < sample.steps(); part *= 2) {
      int longest = within((int) part);
      if (longest > 0 && (long) PARTS * longest <= part) {
        return OptionalInt.of(longest);
      }
    }
    int longest = within(sample.steps());
    return longest > 0 ? OptionalInt.of(longest) : OptionalInt.empty();
  }

  /** The longest way to the first walk within some steps; -1 if a later walk does not meet it. */
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

  /** After how many steps a later walk is near the first one; -1 if it never is. */
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
