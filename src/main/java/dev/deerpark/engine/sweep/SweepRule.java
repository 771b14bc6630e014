// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.MeetingTolerance;
import java.io.Serializable;

/**
 * What every sweep of a run goes by.
 *
 * @param precision of the states
 * @param tolerance what residual and update are held against, both scaled by {@code 1 + |s|}
 * @param meeting when two walks have met; a start that moved by no more than that, and whose
 *     segment by its Jacobian ends no farther from where it did, is left where it was and not
 *     walked again
 * @param keepJacobians whether Jacobians stay in memory between sweeps; otherwise they are computed
 *     twice, to evaluate and to apply
 */
public record SweepRule(
    Precision precision, double tolerance, MeetingTolerance meeting, boolean keepJacobians)
    implements Serializable {

  /**
   * Two walks have met within this many units in the last place, which is as near as rounding lets
   * them come.
   */
  private static final int MEETING_ULPS = 16;

  /**
   * The rule of a run: meeting within 16 ulp, never looser than half the tolerance, which leaves
   * the other half for what the joined walks do not share.
   */
  public static SweepRule of(Precision precision, double tolerance) {
    double relative = Math.min(tolerance / 2, MEETING_ULPS * precision.ulpOfOne());
    return new SweepRule(precision, tolerance, new MeetingTolerance(relative), true);
  }

  /** The diagnostic rule: walks meet, and starts stay, only with the same bits. */
  public static SweepRule bitwise(Precision precision, double tolerance) {
    return new SweepRule(precision, tolerance, MeetingTolerance.BITWISE, true);
  }

  /** This rule with Jacobians computed again in place of being kept. */
  public SweepRule recomputingJacobians() {
    return new SweepRule(precision, tolerance, meeting, false);
  }
}
