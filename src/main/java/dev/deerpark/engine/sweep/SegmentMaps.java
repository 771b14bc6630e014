// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.linear.Dense;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * What the elements of a block's segments are made of: the results of walking them, which are not
 * modified. {@link AffineBlock} and {@link FilterBlock} are the elements.
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

  /**
   * {@code [S][D]}: the Jacobians times vectors {@code [S][D]}, zeros where they are not wanted.
   */
  States times(States vectors, boolean[] wanted) {
    int size = starts.size();
    States products = States.zeros(vectors.count(), size);
    double[] vector = new double[size];
    double[] product = new double[size];
    for (int segment = 0; segment < wanted.length; segment++) {
      if (wanted[segment]) {
        vectors.copy(segment, vector);
        multiply(segment, vector, product);
        products.set(segment, product);
      }
    }
    return products;
  }

  private void multiply(int segment, double[] vector, double[] product) {
    if (restarting.in(segment)) {
      Arrays.fill(product, 0);
      return;
    }
    boolean kept = plan.damping().shrinking().keepsAll();
    int size = starts.size();
    switch (plan.form()) {
      case ZERO, SECANT -> Arrays.fill(product, 0);
      case IDENTITY -> System.arraycopy(vector, 0, product, 0, size);
      case DIAGONAL -> {
        double[] diagonal = kept ? jacobians : shrunkJacobian(segment);
        for (int i = 0, from = kept ? segment * size : 0; i < size; i++) {
          product[i] = vector[i] * diagonal[from + i];
        }
      }
      case DENSE -> {
        double[] matrix = kept ? jacobians : shrunkJacobian(segment);
        Dense.multiplyVector(size, matrix, kept ? segment * size * size : 0, vector, product);
      }
    }
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
      System.arraycopy(shrunkJacobian(segment), 0, shrunk, segment * entries, entries);
    }
    return shrunk;
  }

  /** A segment's Jacobian, shrunk by the damping, as a new array. */
  private double[] shrunkJacobian(int segment) {
    int entries = plan.form().entries(starts.size());
    double[] jacobian = Arrays.copyOfRange(jacobians, segment * entries, (segment + 1) * entries);
    plan.damping().shrinking().shrink(plan.form(), starts.size(), jacobian);
    return jacobian;
  }
}
