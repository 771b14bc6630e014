// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.linear.Dense;
import dev.deerpark.linear.Triangular;

/**
 * Conditions a Gaussian error of covariance {@code C = U U^T} on an observation of precision {@code
 * Lambda = Z Z^T}. With {@code S = U^T Z}, {@code I + S S^T = K K^T}, {@code V = U K^-T} and {@code
 * W = K^-1 S},
 *
 * <pre>
 *   (I + C Lambda)^-1 = I - V W Z^T        (I + C Lambda)^-1 C = V V^T
 * </pre>
 *
 * so nothing is inverted, and what is factored has no eigenvalue below 1.
 */
final class Conditioning {
  private final int size;
  private final double[] precision;
  private final double[] cross;
  private final double[] spread;
  private final double[] gain;

  /**
   * @param noise {@code [D][D]}: U, not modified
   * @param precision {@code [D][D]}: Z, not modified
   */
  Conditioning(int size, double[] noise, double[] precision) {
    this.size = size;
    this.precision = precision;
    this.cross = Dense.multipliedTransposed(size, noise, precision);
    double[] factor = Triangular.ofIdentityPlus(size, cross);
    double[] turned = Dense.transposed(size, noise);
    Triangular.solve(size, factor, turned);
    this.spread = Dense.transposed(size, turned);
    this.gain = cross.clone();
    Triangular.solve(size, factor, gain);
  }

  /** {@code [D][D]}: V, a factor of the covariance after the observation. */
  double[] spread() {
    return spread;
  }

  /** {@code (I + C Lambda)^-1 vector}, as a new array. */
  double[] shrink(double[] vector) {
    double[] seen = Dense.multiplyTransposed(size, precision, vector);
    return minus(vector, Dense.multiply(size, spread, Dense.multiply(size, gain, seen)));
  }

  /** {@code (I + C Lambda)^-1 matrix}, as a new array. */
  double[] shrinkAll(double[] matrix) {
    double[] seen = Dense.multipliedTransposed(size, precision, matrix);
    double[] pulled = Dense.multiplied(size, spread, Dense.multiplied(size, gain, seen));
    return minus(matrix, pulled);
  }

  /** {@code (I + Lambda C)^-1 vector}, as a new array. */
  double[] shrinkTransposed(double[] vector) {
    double[] along = Dense.multiplyTransposed(size, spread, vector);
    double[] seen = Dense.multiplyTransposed(size, gain, along);
    return minus(vector, Dense.multiply(size, precision, seen));
  }

  /** A factor of {@code (I + Lambda C)^-1 Lambda}, transposed, as a new array. */
  double[] informationTransposed() {
    double[] factor = Triangular.ofIdentityPlus(size, Dense.transposed(size, cross));
    double[] turned = Dense.transposed(size, precision);
    Triangular.solve(size, factor, turned);
    return turned;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = a.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= b[i];
    }
    return difference;
  }
}
