// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.KalmanMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * Makes the elements of a block's segments from what walking them gave, which is read only.
 *
 * @param plan that the elements are made by
 * @param firstSegment the number of the block's first segment
 * @param starts where the segments started
 * @param ends where they ended
 * @param jacobians {@code [S][E]}
 */
record SegmentMaps(
    SweepPlan plan, long firstSegment, States starts, States ends, double[] jacobians) {

  /** The element of one segment. */
  SegmentMap of(int segment) {
    long number = firstSegment + segment;
    double[] start = starts.get(segment);
    double[] end = ends.get(segment);
    if (plan.isExact(number)) {
      // its start will not move again, so no Jacobian is ever looked at
      return new AnchoredMap(new LinearMap.Zero(), start, end);
    }
    if (!Dense.isFinite(end)) {
      // what follows is guessed anew: anything finite will do
      return new AnchoredMap(new LinearMap.Zero(), start, start);
    }
    return plan.isDamped(number)
        ? damped(segment, start, end)
        : new AnchoredMap(linear(segment), start, end);
  }

  private SegmentMap damped(int segment, double[] start, double[] end) {
    double lambda = plan.damping().lambda();
    return switch (plan.form()) {
      case DENSE -> KalmanMap.segment(jacobian(segment), start, end, lambda);
      case DIAGONAL -> DiagonalKalmanMap.segment(jacobian(segment), start, end, lambda);
      case ZERO, IDENTITY ->
          throw new IllegalStateException("a filter needs Jacobians, not " + plan.form());
    };
  }

  /** A segment's Jacobian, scaled and clipped as the damping has it, or what stands for it. */
  LinearMap linear(int segment) {
    return switch (plan.form()) {
      case ZERO -> new LinearMap.Zero();
      case IDENTITY -> new LinearMap.Identity();
      case DIAGONAL -> new LinearMap.Diagonal(jacobian(segment));
      case DENSE -> new LinearMap.Matrix(jacobian(segment));
    };
  }

  /** A segment's Jacobian, scaled and clipped, as a new array. */
  private double[] jacobian(int segment) {
    int size = starts.size();
    int entries = plan.form().entries(size);
    double[] jacobian = Arrays.copyOfRange(jacobians, segment * entries, (segment + 1) * entries);
    Damping damping = plan.damping();
    double factor = damping.kept();
    if (plan.form() == JacobianForm.DENSE && Double.isFinite(damping.clip())) {
      factor *= Math.min(1, damping.clip() / Dense.normBound(size, jacobian));
    }
    for (int i = 0; i < jacobian.length; i++) {
      double entry = jacobian[i] * factor;
      jacobian[i] =
          plan.form() == JacobianForm.DIAGONAL
              ? Math.max(-damping.clip(), Math.min(damping.clip(), entry))
              : entry;
    }
    return jacobian;
  }
}
