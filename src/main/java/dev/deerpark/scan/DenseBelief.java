// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.linear.Dense;
import dev.deerpark.linear.FactorRows.Shape;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * A belief along segments with full Jacobians. It has the bits of {@link KalmanMap} and {@link
 * AnchoredMap}, segment by segment.
 */
public final class DenseBelief implements MovingBelief {
  private final int size;
  private final int stride;
  private final MatrixProduct products;
  private final ObservedError observed;
  private final double[] mean;
  private final double[] moved;
  private final double[] correction;

  /** {@code [D][stride]}: V^T. */
  private double[] error;

  private double[] nextError;
  private Shape shape = Shape.FULL;
  private boolean isExact;

  /** Whether the segment's observation is in {@link #observed} instead of the error. */
  private boolean isConditioned;

  private boolean wasExact;
  private final double[] turned;
  private final double[] columns;

  /** {@code [D][stride]}: the observed V^T, and {@code (A V)^T}. */
  private final double[] before;

  private final double[] carried;

  /**
   * @param start before the first segment
   * @param lambda precision of the observed starts, above 0
   */
  public DenseBelief(Belief start, double lambda, MatrixProduct products) {
    this.size = start.mean().length;
    this.products = products;
    this.observed = new ObservedError(size, lambda, products);
    this.stride = observed.stride();
    this.mean = start.mean().clone();
    this.moved = new double[size];
    this.correction = new double[size];
    this.error = new double[size * stride];
    this.nextError = new double[size * stride];
    this.turned = new double[size * stride];
    this.columns = new double[2 * size * stride];
    this.before = new double[size * stride];
    this.carried = new double[size * stride];
    this.isExact = start.isExact();
    if (!isExact) {
      turn(start.error().factor(size), 0, error);
    }
  }

  /** Writes the transpose of a matrix. */
  private void turn(double[] matrix, int from, double[] transposed) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        transposed[j * stride + i] = matrix[from + i * size + j];
      }
    }
  }

  @Override
  public void observe(FilterFold.Kind kind, States anchors, int at) {
    isConditioned = kind == FilterFold.Kind.FILTER && !isExact;
    if (!isConditioned) {
      return;
    }
    observed.condition(error, shape);
    int from = anchors.offset(at);
    for (int i = 0; i < size; i++) {
      // a sum that began with 0
      moved[i] = 0.0 + (mean[i] - anchors.array()[from + i]);
    }
    observed.shrink(moved);
    for (int i = 0; i < size; i++) {
      mean[i] = moved[i] + anchors.array()[from + i];
    }
  }

  @Override
  public void know() {
    isExact = true;
    isConditioned = false;
  }

  @Override
  public double[] mean() {
    return mean;
  }

  @Override
  public void push(
      FilterFold.Kind kind, double[] jacobians, int from, States anchors, States images, int at) {
    wasExact = isExact;
    moveMean(kind, jacobians, from, anchors, images, at);
    switch (kind) {
      case CONSTANT -> isExact = true;
      case AFFINE -> {
        if (!isExact) {
          turn(jacobians, from, turned);
          products.multiply(size, error, 0, stride, 1, turned, nextError);
          swap();
          shape = Shape.FULL;
        }
      }
      case FILTER -> spread(jacobians, from);
    }
  }

  private void moveMean(
      FilterFold.Kind kind, double[] jacobians, int from, States anchors, States images, int at) {
    int start = anchors.offset(at);
    for (int i = 0; i < size; i++) {
      moved[i] = mean[i] - anchors.array()[start + i];
    }
    images.copy(at, mean);
    if (kind == FilterFold.Kind.CONSTANT) {
      return;
    }
    Dense.multiplyVector(size, jacobians, from, moved, correction);
    if (Dense.isFinite(correction)) {
      for (int i = 0; i < size; i++) {
        // the sum, where -0 + 0 stays -0
        mean[i] -= 0 - correction[i];
      }
    }
  }

  /** Moves the error through a segment with noise. */
  private void spread(double[] jacobians, int from) {
    if (isExact) {
      setIdentity(error, 0);
    } else {
      turn(jacobians, from, turned);
      observed.move(turned, columns);
      observed.copy(before);
      System.arraycopy(columns, 0, carried, 0, carried.length);
      setIdentity(columns, size * stride);
      observed.factors().ofSum(columns, Shape.LOWER, nextError);
      swap();
    }
    shape = Shape.UPPER;
    isExact = false;
  }

  private void setIdentity(double[] matrix, int from) {
    Arrays.fill(matrix, from, from + size * stride, 0);
    for (int i = 0; i < size; i++) {
      matrix[from + i * stride + i] = 1;
    }
  }

  private void swap() {
    double[] swap = error;
    error = nextError;
    nextError = swap;
  }

  @Override
  public boolean wasExact() {
    return wasExact;
  }

  @Override
  public void gain(double[] gains, int to) {
    products.multiply(size, carried, 0, 1, stride, before, turned);
    observed.factors().solve(error, turned, stride);
    observed.factors().solveTransposed(error, turned);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        gains[to + j * size + i] = turned[i * stride + j];
      }
    }
  }
}
