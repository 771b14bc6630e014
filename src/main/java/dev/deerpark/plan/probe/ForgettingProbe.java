// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.plan.forecast.StepTimes;
import dev.deerpark.sequence.InputBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Measures how soon a model forgets its start: one walk goes through the sample, and others begin
 * later, from the same start state, until they meet it. It begins with a short part of the sample
 * and doubles it as long as that is not enough, because it walks on one core while the others wait.
 */
final class ForgettingProbe {
  /** The last start of a later walk, in sixteenths of the part. */
  private static final int LAST_DEPARTURE = 12;

  /** The number of steps after which the later walks are compared each time. */
  private static final int STRIDE = 16;

  /** A part is long enough if it is this many times the forgetting time found in it. */
  static final int PARTS = 4;

  private final Kernel kernel;
  private final SweepRule rule;
  private final Closeness closeness;
  private final double[] start;
  private final InputBlock sample;

  /** {@code [steps][D]}: the first walk, as far as it has gone. */
  private final double[][] first;

  /** {@code [D]}: the current state of the first walk. */
  private final double[] reached;

  private int walked;
  private long steps;
  private int horizon;
  private double leftApart;
  private StepTimes times = StepTimes.NONE;

  /**
   * @param rule by which walks meet, and by whose closeness their distance is measured
   * @param start {@code [D]}: the start of every walk; not modified
   */
  ForgettingProbe(Kernel kernel, SweepRule rule, double[] start, InputBlock sample) {
    this.kernel = kernel;
    this.rule = rule;
    this.closeness = rule.closeness();
    this.start = start;
    this.sample = sample;
    this.first = new double[sample.steps()][];
    this.reached = start.clone();
  }

  /** Evaluations of f so far. */
  long steps() {
    return steps;
  }

  /** The most steps after which a walk had not met the first one. */
  int horizon() {
    return horizon;
  }

  /** The largest distance of a later walk that was given up. */
  double leftApart() {
    return leftApart;
  }

  /** Steps of the sample. */
  int sampled() {
    return sample.steps();
  }

  /** Numbers in an input. */
  int width() {
    return sample.width();
  }

  /** What a step took, of the first walk and of later ones side by side. */
  StepTimes times() {
    return times;
  }

  /**
   * Measures {@code least} steps of the sample, or more.
   *
   * @param whole whether the sample may be walked to its end, whatever the parts before it showed
   * @return the most steps in which a later walk meets the first one; empty if one did not meet it
   *     within the parts that were walked
   */
  OptionalInt forgettingTime(int least, boolean whole) {
    int last = whole ? sample.steps() - 1 : sample.steps();
    for (long part = least; part <= last; part *= 2) {
      int longest = within((int) part, (int) part / PARTS);
      if (longest > 0 && (long) PARTS * longest <= part) {
        return OptionalInt.of(longest);
      }
    }
    int longest = whole ? within(sample.steps(), sample.steps()) : -1;
    return longest > 0 ? OptionalInt.of(longest) : OptionalInt.empty();
  }

  /**
   * The most steps in which a later walk meets the first one, within a part; -1 if one does not
   * meet it within {@code most} steps.
   */
  private int within(int part, int most) {
    follow(part);
    int[] departures =
        IntStream.rangeClosed(1, LAST_DEPARTURE).map(d -> (int) ((long) part * d / 16)).toArray();
    PlaceWalks later = new PlaceWalks(kernel, sample, start, departures);
    // the last one by itself, since it shows at little cost that a part is too short
    List<Integer> last = List.of(LAST_DEPARTURE - 1);
    List<Integer> others = IntStream.range(0, LAST_DEPARTURE - 1).boxed().toList();
    boolean met =
        meet(later, last, departures, part, most) && meet(later, others, departures, part, most);
    steps += later.steps();
    times = times.and(later.times());
    return met ? longest(later, departures) : -1;
  }

  /** Whether some walks all meet the first one. */
  private boolean meet(
      PlaceWalks later, List<Integer> walks, int[] departures, int part, int most) {
    List<Integer> apart = new ArrayList<>(walks);
    while (!apart.isEmpty()) {
      if (!advance(later, apart, departures, part, most)) {
        return false;
      }
    }
    return true;
  }

  /** How near walks from two early places come to the first walk until the end of the sample. */
  Approach approach() {
    follow(sample.steps());
    int[] departures = {sample.steps() / 8, sample.steps() / 4};
    PlaceWalks later = new PlaceWalks(kernel, sample, start, departures);
    List<Integer> both = List.of(0, 1);
    int most = (sample.steps() - departures[1]) / STRIDE * STRIDE;
    Approach.Measured measured = new Approach.Measured(most, closeness.tolerance() / 2);
    for (int gone = STRIDE; gone <= most; gone += STRIDE) {
      later.advance(both, STRIDE);
      measured.after(
          gone, both.stream().mapToDouble(walk -> apart(later, walk)).max().getAsDouble());
    }
    steps += later.steps();
    return measured.approach();
  }

  private double apart(PlaceWalks later, int walk) {
    return closeness.distance(later.state(walk), first[later.next(walk) - 1]);
  }

  /** The first walk, to the end of a part. */
  private void follow(int part) {
    long began = System.nanoTime();
    kernel.trace(sample, walked, part, reached, (step, state) -> first[step] = state.clone());
    double seconds = (System.nanoTime() - began) / 1e9 / Math.max(1, part - walked);
    times = times.and(new StepTimes(seconds, Double.POSITIVE_INFINITY, 1));
    steps += part - walked;
    walked = part;
  }

  /**
   * Takes a stride with all walks that have not met the first one, and lets go of those that have.
   *
   * @return whether the others may still meet it
   */
  private boolean advance(
      PlaceWalks later, List<Integer> apart, int[] departures, int part, int most) {
    List<Integer> whole = apart.stream().filter(w -> part - later.next(w) >= STRIDE).toList();
    if (!whole.isEmpty()) {
      later.advance(whole, STRIDE);
    }
    for (int walk : apart) {
      if (!whole.contains(walk)) {
        later.advance(List.of(walk), part - later.next(walk));
      }
    }
    apart.removeIf(walk -> rule.meeting().haveMet(first[later.next(walk) - 1], later.state(walk)));
    for (int walk : apart) {
      int gone = later.next(walk) - departures[walk];
      if (gone >= most || later.next(walk) == part) {
        horizon = Math.max(horizon, gone);
        leftApart = Math.max(leftApart, apart(later, walk));
        return false;
      }
    }
    return true;
  }

  private static int longest(PlaceWalks later, int[] departures) {
    return IntStream.range(0, departures.length)
        .map(walk -> later.next(walk) - departures[walk])
        .max()
        .orElse(1);
  }
}
