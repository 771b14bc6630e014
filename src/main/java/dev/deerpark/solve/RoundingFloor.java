// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Where secants cannot bring the jumps at the joints down any further, since what is left of them
 * is the rounding of long walks. Further iterations would settle a segment each, and no more.
 *
 * <p>Each step rounds, and what it rounds away is forgotten as any other difference is; so the
 * errors of about as many steps add up as a difference takes to shrink by a factor of e, like those
 * of a random walk. On networks that others have trained, jumps have stalled at up to three times
 * that. Jumps that are larger, or that still fall, however slowly, are not rounding: secants are
 * slow as well where there are more directions that all forget late than a segment has secants.
 * Since a start stays that would move by no more than the tolerance, jumps of up to twice that are
 * no sign of rounding either.
 *
 * @param precision of the states
 * @param tolerance of the run
 * @param memory steps in which a small difference shrinks by a factor of e, or all steps of the
 *     sequence where it does not; measured when it is asked for
 */
record RoundingFloor(Precision precision, double tolerance, DoubleSupplier memory) {
  /** Iterations within which the smallest residual falls, unless it is rounding. */
  private static final int ITERATIONS_TO_FALL = 4;

  /** It has fallen if it is below this fraction of its lowest value before. */
  private static final double FALL = 0.8;

  /** A bound on what has been seen, over a unit in the last place and the root of the memory. */
  private static final double MARGIN = 4;

  /** Whether the last iterations were at the floor. */
  boolean isReached(List<IterationRecord> history) {
    int then = history.size() - ITERATIONS_TO_FALL;
    if (then < 1 || history.get(then - 1).form() != JacobianForm.SECANT) {
      return false;
    }
    double before = Progress.lowestResidual(history.subList(0, then));
    double now = Progress.lowestResidual(history.subList(then, history.size()));
    return now > Math.max(FALL * before, 2 * tolerance)
        && now <= MARGIN * precision.ulpOfOne() * Math.sqrt(memory.getAsDouble());
  }
}
