// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.kernel.MeetingTolerance;
import dev.deerpark.recurrence.RowFunction;
import java.io.Serializable;

/**
 * The rule of every sweep of a run.
 *
 * @param precision of the states
 * @param closeness for the residual and the update, both scaled by {@code 1 + |s|}
 * @param meeting when two walks count as met; a start stays where it was, and its segment is not
 *     walked again, if neither its move nor the resulting move of the segment's end, by its
 *     Jacobian, is larger than that
 * @param keepJacobians whether Jacobians stay in memory between sweeps; otherwise they are computed
 *     twice, to make the elements and to apply the update
 */
public record SweepRule(
    Precision precision, Closeness closeness, MeetingTolerance meeting, boolean keepJacobians)
    implements Serializable {

  /**
   * Two walks count as met within this many units in the last place, which is as close as rounding
   * lets them come.
   */
  private static final int MEETING_ULPS = 16;

  /**
   * The rule of a run: meeting within 16 ulp, never looser than half the tolerance, which leaves
   * the other half for the remaining difference of the joined walks.
   */
  public static SweepRule of(Precision precision, double tolerance) {
    double relative = Math.min(tolerance / 2, MEETING_ULPS * precision.ulpOfOne());
    return new SweepRule(
        precision, new Closeness.OfStates(tolerance), new MeetingTolerance(relative), true);
  }

  /** A rule for diagnosis: walks meet, and starts stay, only with the same bits. */
  public static SweepRule bitwise(Precision precision, double tolerance) {
    return new SweepRule(
        precision, new Closeness.OfStates(tolerance), MeetingTolerance.BITWISE, true);
  }

  /** This rule, with Jacobians recomputed instead of kept. */
  public SweepRule recomputingJacobians() {
    return new SweepRule(precision, closeness, meeting, false);
  }

  /** This rule, with the tolerance on outputs. */
  public SweepRule judging(RowFunction readout) {
    Closeness ofOutputs = new Closeness.OfOutputs(tolerance(), readout);
    return new SweepRule(precision, ofOutputs, meeting, keepJacobians);
  }

  /** The tolerance for the residual and the update. */
  public double tolerance() {
    return closeness.tolerance();
  }
}
