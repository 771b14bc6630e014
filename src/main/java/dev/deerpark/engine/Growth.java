// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.linear.Dense;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How a small difference grows along a run of segments, as logarithms: from products of the
 * segments' full Jacobians with a vector. Adjacent runs add up in time order. The mean over the
 * steps estimates the largest Lyapunov exponent; the largest rise says by how much rounding errors
 * are blown up at worst.
 *
 * @param steps over which it was measured; 0 where no Jacobians were at hand
 * @param sum logarithm of the growth over the whole run
 * @param highest the largest sum of a beginning of the run, at least 0
 * @param lastRise the largest sum of an end of the run, at least 0
 * @param largestRise the largest sum of any part of the run, at least 0
 */
public record Growth(long steps, double sum, double highest, double lastRise, double largestRise)
    implements Serializable {

  /** Nothing measured. */
  public static final Growth NONE = new Growth(0, 0, 0, 0, 0);

  /** One segment. */
  static Growth of(long steps, double logarithm) {
    double rise = Math.max(0, logarithm);
    return new Growth(steps, logarithm, rise, rise, rise);
  }

  /** This run and the one right after it. */
  public Growth then(Growth later) {
    return new Growth(
        steps + later.steps,
        sum + later.sum,
        Math.max(highest, sum + later.highest),
        Math.max(later.lastRise, lastRise + later.sum),
        Math.max(Math.max(largestRise, later.largestRise), lastRise + later.highest));
  }

  /** The mean growth a step, in nats; NaN where nothing was measured. */
  public double exponent() {
    return steps == 0 ? Double.NaN : sum / steps;
  }

  /** A vector that is pushed through one Jacobian after the other and never grows long. */
  static final class Probe {
    private final int size;
    private double[] vector;

    Probe(int size) {
      this.size = size;
      this.vector = new double[size];
      Arrays.fill(vector, 1 / Math.sqrt(size));
    }

    /**
     * The logarithm of the vector's growth by the matrix that begins at an offset; 0, and a fresh
     * vector, where there is no such number.
     */
    double push(double[] jacobians, int offset) {
      double[] pushed = new double[size];
      Dense.multiplyVector(size, jacobians, offset, vector, pushed);
      double largest = Arrays.stream(pushed).map(Math::abs).max().orElse(0);
      if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
        Arrays.fill(vector, 1 / Math.sqrt(size));
        return 0;
      }
      double squares = 0;
      for (double entry : pushed) {
        squares += (entry / largest) * (entry / largest);
      }
      double norm = Math.sqrt(squares);
      for (int i = 0; i < size; i++) {
        vector[i] = pushed[i] / largest / norm;
      }
      return Math.log(largest) + Math.log(norm);
    }
  }
}
