// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.linear.Dense;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.KalmanMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * Makes the elements of a block's segments from the results of walking them, which are not
 * modified.
 *
 * @param plan of the sweep
 * @param firstSegment the number of the block's first segment
 * @param starts where the segments started
 * @param ends where they ended
 * @param jacobians {@code [S][E]}
 * @param restarting which segments have a restart
 */
record SegmentMaps(
    SweepPlan plan,
    long firstSegment,
    States starts,
    States ends,
    double[] jacobians,
    Restarting restarting) {

  /** The element of one segment. */
  SegmentMap of(int segment) {
    long number = firstSegment + segment;
    double[] start = starts.get(segment);
    double[] walked = ends.get(segment);
    if (plan.isExact(number)) {
      // its start will not move again, so its Jacobian is never used
      return new AnchoredMap(new LinearMap.Zero(), start, walked);
    }
    double[] end = plan.damping().reset().of(walked);
    if (!Dense.isFinite(end)) {
      // the states after it are guessed anew: any finite numbers will do
      return new AnchoredMap(new LinearMap.Zero(), start, start);
    }
    // across a restart nothing is carried, nor is there noise: the state there is known
    return plan.isDamped(number) && !restarting.in(segment)
        ? damped(segment, start, end)
        : new AnchoredMap(linear(segment), start, end);
  }

  private SegmentMap damped(int segment, double[] start, double[] end) {
    double lambda = plan.damping().lambda();
    return switch (plan.form()) {
      case DENSE -> KalmanMap.segment(jacobian(segment), start, end, lambda);
      case DIAGONAL -> DiagonalKalmanMap.segment(jacobian(segment), start, end, lambda);
      case ZERO, IDENTITY, SECANT ->
          throw new IllegalStateException("a filter needs Jacobians, not " + plan.form());
    };
  }

  /** A segment's Jacobian, scaled or clipped by the damping, or its replacement. */
  LinearMap linear(int segment) {
    if (restarting.in(segment)) {
      return new LinearMap.Zero();
    }
    return switch (plan.form()) {
      case ZERO, SECANT -> new LinearMap.Zero();
      case IDENTITY -> new LinearMap.Identity();
      case DIAGONAL -> new LinearMap.Diagonal(jacobian(segment));
      case DENSE -> new LinearMap.Matrix(starts.size(), jacobian(segment));
    };
  }

  /**
   * {@code [S][D]}: the Jacobians times vectors {@code [S][D]}, zeros where they are not wanted.
   */
  States times(States vectors, boolean[] wanted) {
    States products = States.zeros(vectors.count(), vectors.size());
    for (int segment = 0; segment < wanted.length; segment++) {
      if (wanted[segment]) {
        products.set(segment, linear(segment).apply(vectors.get(segment)));
      }
    }
    return products;
  }

  /**
   * {@code [S][E]}: all Jacobians, shrunk by the damping; shared where it leaves them unchanged.
   */
  double[] shrunkJacobians() {
    Shrinking shrinking = plan.damping().shrinking();
    int entries = plan.form().entries(starts.size());
    if (shrinking.keepsAll() || jacobians.length == 0) {
      return jacobians;
    }
    double[] shrunk = new double[starts.count() * entries];
    for (int segment = 0; segment < starts.count(); segment++) {
      System.arraycopy(jacobian(segment), 0, shrunk, segment * entries, entries);
    }
    return shrunk;
  }

  /**
   * A segment's Jacobian, shrunk by the damping. The array is {@link #jacobians} itself where that
   * holds only this Jacobian and the damping leaves it unchanged.
   */
  private double[] jacobian(int segment) {
    Shrinking shrinking = plan.damping().shrinking();
    if (starts.count() == 1 && shrinking.keepsAll()) {
      return jacobians;
    }
    int entries = plan.form().entries(starts.size());
    double[] jacobian = Arrays.copyOfRange(jacobians, segment * entries, (segment + 1) * entries);
    shrinking.shrink(plan.form(), starts.size(), jacobian);
    return jacobian;
  }
}
