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
import java.util.Arrays;

/**
 * Makes the elements of a block's segments from what walking them gave. The arrays are {@code
 * [S][D]} and {@code [S][E]} and are read only.
 */
record SegmentMaps(
    SweepPlan plan,
    long firstSegment,
    int size,
    double[] starts,
    double[] ends,
    double[] jacobians) {

  /** The element of one segment. */
  SegmentMap of(int segment) {
    long number = firstSegment + segment;
    double[] start = slice(starts, segment, size);
    double[] end = slice(ends, segment, size);
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
    double[] jacobian = slice(jacobians, segment, plan.form().entries(size));
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

  static double[] slice(double[] array, int index, int size) {
    return Arrays.copyOfRange(array, index * size, (index + 1) * size);
  }
}
