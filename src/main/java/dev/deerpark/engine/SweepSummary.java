// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.sequence.States;
import java.io.Serializable;

/**
 * What a sweep tells of a run of consecutive segments. Summaries of adjacent runs merge in time
 * order, so the verdict on the whole sequence is the same however it was dealt out.
 *
 * <p>A <i>joint</i> is the place where a segment's end {@code F_p(u_p)} meets the next start {@code
 * u_{p+1}}; its jump, scaled by {@code 1 + |u|}, is the residual. All inner steps have residual 0.
 *
 * @param segments length of the run, at least 1
 * @param firstStart {@code [D]}: the run's first start state
 * @param lastEnd {@code [D]}: the run's last end
 * @param exactJoints how many joints, counted from the run's beginning, have no jump at all
 * @param settledJoints how many joints, counted from the run's beginning, are within the tolerance
 * @param residual the largest scaled jump; NaN where a state is not a number
 * @param update the largest scaled move of a start state in this sweep
 * @param moved how many start states moved
 * @param work what the sweep cost
 * @param largestJump the largest absolute difference of two walks where they were taken to have met
 * @param refused Jacobians, products of them, ends and start states that were not finite; something
 *     finite stands in for each
 * @param firstNonFinite the first segment of the run, from 0, whose end is not finite; -1 where all
 *     are
 * @param largestState the largest absolute number in a start state
 * @param largestEnd the largest absolute number in a segment's end, of those that are finite
 * @param largestSettled the same for the start states of the segments at the run's beginning that
 *     are joined within the tolerance
 * @param growth of a small difference along the run
 */
public record SweepSummary(
    long segments,
    double[] firstStart,
    double[] lastEnd,
    long exactJoints,
    long settledJoints,
    double residual,
    double update,
    long moved,
    SweepWork work,
    double largestJump,
    long refused,
    long firstNonFinite,
    double largestState,
    double largestEnd,
    double largestSettled,
    Growth growth)
    implements Serializable {

  /** The summary of this run and the one right after it. */
  public SweepSummary then(SweepSummary later, double tolerance) {
    double jump = States.scaledDistance(lastEnd, later.firstStart);
    long allJoints = segments - 1;
    return new SweepSummary(
        segments + later.segments,
        firstStart,
        later.lastEnd,
        exactJoints == allJoints && jump == 0 ? segments + later.exactJoints : exactJoints,
        settledJoints == allJoints && jump <= tolerance
            ? segments + later.settledJoints
            : settledJoints,
        Math.max(Math.max(residual, later.residual), jump),
        Math.max(update, later.update),
        moved + later.moved,
        work.plus(later.work),
        Math.max(largestJump, later.largestJump),
        refused + later.refused,
        firstNonFinite >= 0 || later.firstNonFinite < 0
            ? firstNonFinite
            : segments + later.firstNonFinite,
        Math.max(largestState, later.largestState),
        Math.max(largestEnd, later.largestEnd),
        settledJoints == allJoints && jump <= tolerance
            ? Math.max(largestState, later.largestSettled)
            : largestSettled,
        growth.then(later.growth));
  }

  /** The same run after a sweep in which nothing moved. */
  SweepSummary still(double largestMove, long newlyRefused, SweepWork done) {
    return new SweepSummary(
        segments,
        firstStart,
        lastEnd,
        exactJoints,
        settledJoints,
        residual,
        largestMove,
        0,
        done,
        0,
        newlyRefused,
        firstNonFinite,
        largestState,
        largestEnd,
        largestSettled,
        growth);
  }

  /** The same run with work that was done before the sweep. */
  public SweepSummary working(SweepWork more) {
    return new SweepSummary(
        segments,
        firstStart,
        lastEnd,
        exactJoints,
        settledJoints,
        residual,
        update,
        moved,
        work.plus(more),
        largestJump,
        refused,
        firstNonFinite,
        largestState,
        largestEnd,
        largestSettled,
        growth);
  }

  /** The same run with more that was refused. */
  SweepSummary refusing(long more) {
    return more == 0
        ? this
        : new SweepSummary(
            segments,
            firstStart,
            lastEnd,
            exactJoints,
            settledJoints,
            residual,
            update,
            moved,
            work,
            largestJump,
            refused + more,
            firstNonFinite,
            largestState,
            largestEnd,
            largestSettled,
            growth);
  }

  /**
   * Segments at the beginning of the sequence whose start is exact: the first start is, and so on
   * along the joints.
   */
  public long exactSegments() {
    return exactJoints + 1;
  }

  /** Segments at the beginning of the sequence that are joined within the tolerance. */
  public long settledSegments() {
    return settledJoints + 1;
  }
}
