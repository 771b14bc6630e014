// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.plan.forecast.StepTimes;
import dev.deerpark.sequence.InputBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Measures how soon a model forgets its start where that takes long: at many places at once, two
 * walks go on side by side until they meet, of which one began earlier.
 *
 * @param kernel walks
 * @param closeness of two walks; they have met within half its tolerance, as segments join
 * @param start {@code [D]}: the start of every walk; not modified
 * @param places their number
 * @param horizon steps of the later walks, at most
 */
record FarProbe(Kernel kernel, Closeness closeness, double[] start, int places, int horizon) {
  /** The number of steps after which walks are compared each time. */
  private static final int STRIDE = 64;

  /** Outputs have met where they have been near for this part of the time that it took. */
  private static final int LASTING = 3;

  /** The earlier walk begins this part of the horizon earlier. */
  private static final int LEAD = 4;

  /**
   * What was found.
   *
   * @param forgettingTime the most steps in which a later walk met the earlier one; empty if one
   *     did not meet it within the horizon
   * @param apart the largest distance of those that did not meet; 0 where all did
   * @param steps evaluations of f
   * @param times of all walks side by side
   */
  record Found(OptionalInt forgettingTime, double apart, long steps, StepTimes times) {}

  FarProbe {
    horizon -= horizon % (LEAD * STRIDE);
  }

  /** Steps of the inputs that the walks need, at places that follow each other closely. */
  static double sampled(int places, double horizon) {
    return horizon + places * horizon / LEAD;
  }

  /** Steps of all walks together, at most. */
  static double steps(double horizon) {
    return horizon + horizon / LEAD;
  }

  /**
   * @param sample of {@link #sampled} steps
   */
  Found measure(InputBlock sample) {
    int lead = horizon / LEAD;
    int[] begins =
        IntStream.range(0, 2 * places)
            .map(walk -> walk < places ? walk * lead : (walk - places + 1) * lead)
            .toArray();
    PlaceWalks walks = new PlaceWalks(kernel, sample, start, begins);
    List<Integer> earlier = IntStream.range(0, places).boxed().toList();
    for (int led = 0; led < lead; led += STRIDE) {
      walks.advance(earlier, STRIDE);
    }
    List<Integer> apart = new ArrayList<>(earlier);
    int[] lastApart = new int[places];
    int gone = 0;
    while (!apart.isEmpty() && gone < horizon) {
      List<Integer> pairs = new ArrayList<>(apart);
      apart.forEach(place -> pairs.add(places + place));
      walks.advance(pairs, STRIDE);
      gone += STRIDE;
      for (Iterator<Integer> rest = apart.iterator(); rest.hasNext(); ) {
        int place = rest.next();
        // NaN is not near
        if (!(distance(walks, place) <= closeness.tolerance() / 2)) {
          lastApart[place] = gone;
        } else if (staysNear(lastApart[place], gone)) {
          rest.remove();
        }
      }
    }
    return new Found(
        apart.isEmpty()
            ? OptionalInt.of(Arrays.stream(lastApart).max().getAsInt() + STRIDE)
            : OptionalInt.empty(),
        apart.stream().mapToDouble(place -> distance(walks, place)).max().orElse(0),
        walks.steps(),
        walks.times());
  }

  /**
   * Whether two walks that have been near since they were last apart will stay so: states do, while
   * outputs may agree for a while. Those have to do so for a third of the time that it took.
   */
  private boolean staysNear(int lastApart, int gone) {
    return !closeness.isOfOutputs() || gone - lastApart >= lastApart / LASTING;
  }

  /** Of the later walk from a place to the earlier one. */
  private double distance(PlaceWalks walks, int place) {
    return closeness.distance(walks.state(places + place), walks.state(place));
  }
}
