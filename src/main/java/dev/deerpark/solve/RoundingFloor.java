// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;

/**
 * Where secants cannot bring the jumps at the joints down any further, since what is left of them
 * is the rounding of long walks. Further iterations would settle a segment each, and no more.
 *
 * @param precision of the states
 */
record RoundingFloor(Precision precision) {
  /** Iterations within which the smallest residual halves, unless it is rounding. */
  private static final int ITERATIONS_TO_HALVE = 4;

  /** The largest residual that may be rounding, in units in the last place: 1.2e-4 in float. */
  private static final double MOST_ULPS = 1000;

  /** Whether the last iterations were at the floor. */
  boolean isReached(List<IterationRecord> history) {
    int then = history.size() - ITERATIONS_TO_HALVE;
    if (then < 1 || history.get(then - 1).form() != JacobianForm.SECANT) {
      return false;
    }
    double before = Progress.lowestResidual(history.subList(0, then));
    double now = Progress.lowestResidual(history.subList(then, history.size()));
    return now > before / 2 && now <= MOST_ULPS * precision.ulpOfOne();
  }
}
