// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.linear.Dense;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * A belief along segments with diagonal Jacobians, whose errors are independent. It has the bits of
 * {@link DiagonalKalmanMap} and {@link AnchoredMap}, segment by segment.
 */
public final class DiagonalBelief implements MovingBelief {
  private final int size;
  private final double lambda;
  private final double[] mean;
  private final double[] variance;
  private final double[] correction;
  private boolean isExact;

  /** {@code [D]}: the observed variances, and A, of the segment that was pushed last. */
  private final double[] before;

  private final double[] factors;
  private boolean wasExact;

  /**
   * @param start before the first segment: exact, or with independent errors
   * @param lambda precision of the observed starts
   */
  public DiagonalBelief(Belief start, double lambda) {
    this.size = start.mean().length;
    this.lambda = lambda;
    this.mean = start.mean().clone();
    this.correction = new double[size];
    this.before = new double[size];
    this.factors = new double[size];
    this.isExact = start.isExact();
    if (start.error() instanceof Uncertainty.Variances known) {
      this.variance = known.variances().clone();
    } else if (isExact) {
      this.variance = new double[size];
    } else {
      throw new IllegalArgumentException("a belief whose errors depend on each other");
    }
  }

  @Override
  public void observe(FilterFold.Kind kind, States anchors, int at) {
    if (isExact || kind != FilterFold.Kind.FILTER) {
      return;
    }
    for (int i = 0, from = anchors.offset(at); i < size; i++) {
      double anchor = anchors.array()[from + i];
      double shrink = 1 + variance[i] * lambda;
      double moved = mean[i] - anchor + variance[i] * 0;
      mean[i] = anchor + moved / shrink;
      variance[i] /= shrink;
    }
  }

  @Override
  public void know() {
    isExact = true;
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
    System.arraycopy(variance, 0, before, 0, size);
    switch (kind) {
      case CONSTANT -> isExact = true;
      case AFFINE -> {
        for (int i = 0; i < size; i++) {
          variance[i] = variance[i] * jacobians[from + i] * jacobians[from + i];
        }
      }
      case FILTER -> {
        System.arraycopy(jacobians, from, factors, 0, size);
        if (isExact) {
          Arrays.fill(variance, 1);
        } else {
          for (int i = 0; i < size; i++) {
            variance[i] = 1 + factors[i] * factors[i] * variance[i];
          }
        }
        isExact = false;
      }
    }
  }

  private void moveMean(
      FilterFold.Kind kind, double[] jacobians, int from, States anchors, States images, int at) {
    if (kind != FilterFold.Kind.CONSTANT) {
      for (int i = 0, start = anchors.offset(at); i < size; i++) {
        correction[i] = (mean[i] - anchors.array()[start + i]) * jacobians[from + i];
      }
    }
    images.copy(at, mean);
    if (kind != FilterFold.Kind.CONSTANT && Dense.isFinite(correction)) {
      for (int i = 0; i < size; i++) {
        // the sum, where -0 + 0 stays -0
        mean[i] -= 0 - correction[i];
      }
    }
  }

  @Override
  public boolean wasExact() {
    return wasExact;
  }

  @Override
  public void gain(double[] gains, int to) {
    for (int i = 0; i < size; i++) {
      gains[to + i] = factors[i] * (before[i] / variance[i]);
    }
  }
}
