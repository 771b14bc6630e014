// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.linear.Dense;
import dev.deerpark.linear.FactorRows;
import dev.deerpark.linear.FactorRows.Shape;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.linear.RowArithmetic;
import java.util.Arrays;

/**
 * {@link Conditioning} on observations of the precision {@code Lambda = lambda I}, with its bits,
 * in arrays that every observation uses again. Matrices lie in rows of a {@link #stride}, and
 * factors of covariances transposed.
 */
final class ObservedError {
  private final int size;
  private final int stride;
  private final double root;
  private final MatrixProduct products;
  private final RowArithmetic rows;
  private final FactorRows factors;
  private final double[] cross;
  private final double[] crossTransposed;
  private final double[] factor;

  /** {@code [D][2][stride]}: the rows of V^T beside those of W. */
  private final double[] solved;

  private final double[] seen;
  private final double[] pulled;
  private final double[] seenMatrix;
  private final double[] pulledMatrix;
  private Shape shape = Shape.FULL;

  /**
   * @param lambda above 0
   */
  ObservedError(int size, double lambda, MatrixProduct products) {
    this.size = size;
    this.root = Math.sqrt(lambda);
    this.products = products;
    this.rows = products.rows();
    this.stride = rows.stride(size);
    this.factors = new FactorRows(size, rows);
    this.cross = new double[size * stride];
    this.crossTransposed = new double[size * stride];
    this.factor = new double[size * stride];
    this.solved = new double[size * 2 * stride];
    this.seen = new double[stride];
    this.pulled = new double[stride];
    this.seenMatrix = new double[size * stride];
    this.pulledMatrix = new double[size * stride];
  }

  int stride() {
    return stride;
  }

  FactorRows factors() {
    return factors;
  }

  /** The root of lambda. */
  double root() {
    return root;
  }

  /** What a product with {@code sqrt(lambda) I} gives: a sum that began with 0 is not -0. */
  double times(double number) {
    return root * number + 0.0;
  }

  /**
   * Conditions an error.
   *
   * @param noise {@code [D][stride]}: U^T, not modified
   * @param shape of U^T: full, or upper
   */
  void condition(double[] noise, Shape shape) {
    this.shape = shape;
    for (int i = 0; i < size; i++) {
      for (int j = 0, at = i * stride; j < size; j++, at++) {
        double entry = times(noise[at]);
        cross[at] = entry;
        crossTransposed[j * stride + i] = entry;
      }
      System.arraycopy(noise, i * stride, solved, 2 * i * stride, stride);
      System.arraycopy(cross, i * stride, solved, (2 * i + 1) * stride, stride);
    }
    factors.ofIdentityPlus(cross, crossTransposed, shape, factor);
    factors.solve(factor, solved, 2 * stride);
  }

  /** Replaces a vector by {@code (I + C Lambda)^-1 vector}. */
  void shrink(double[] vector) {
    for (int i = 0; i < size; i++) {
      seen[i] = times(vector[i]);
    }
    Dense.multiplyVector(size, solved, stride, 2 * stride, seen, pulled);
    Arrays.fill(seen, 0);
    rows.add(seen, 0, stride, 1, pulled, 0, 1, solved, 0, 2 * stride, size);
    for (int i = 0; i < size; i++) {
      vector[i] -= seen[i];
    }
  }

  /** Replaces a vector by {@code (I + Lambda C)^-1 vector}. */
  void shrinkTransposed(double[] vector) {
    Dense.multiplyVector(size, solved, 0, 2 * stride, vector, pulled);
    Arrays.fill(seen, 0);
    rows.add(seen, 0, stride, 1, pulled, 0, 1, solved, stride, 2 * stride, size);
    for (int i = 0; i < size; i++) {
      vector[i] -= times(seen[i]);
    }
  }

  /**
   * {@code (I + C Lambda)^-1 matrix}.
   *
   * @param matrix {@code [D][stride]}, not modified
   * @param shrunk {@code [D][stride]}, overwritten
   */
  void shrinkAll(double[] matrix, double[] shrunk) {
    for (int i = 0; i < matrix.length; i++) {
      seenMatrix[i] = times(matrix[i]);
    }
    int wide = 2 * stride;
    products.multiply(size, solved, stride, wide, 1, seenMatrix, pulledMatrix);
    products.multiply(size, solved, 0, 1, wide, pulledMatrix, shrunk);
    for (int i = 0; i < matrix.length; i++) {
      shrunk[i] = matrix[i] - shrunk[i];
    }
  }

  /**
   * The error after the observation, moved on: {@code (J V)^T}.
   *
   * @param transition {@code [D][stride]}: J^T, not modified
   * @param moved {@code [D][stride]}, or longer: overwritten
   */
  void move(double[] transition, double[] moved) {
    products.multiply(size, solved, 0, 2 * stride, 1, transition, moved);
  }

  /** Copies V^T to {@code [D][stride]}. */
  void copy(double[] error) {
    for (int i = 0; i < size; i++) {
      System.arraycopy(solved, 2 * i * stride, error, i * stride, stride);
    }
  }

  /**
   * The precision before a transition, of which a factor's transpose is written: {@code (A^T N
   * Z)^T}, as {@link Conditioning#informationTransposed} times A.
   *
   * @param transition {@code [D][stride]}: A, not modified
   * @param precision {@code [D][stride]}, or longer: overwritten
   */
  void pullBack(double[] transition, double[] precision) {
    Shape transposed = shape == Shape.UPPER ? Shape.LOWER : shape;
    factors.ofIdentityPlus(crossTransposed, cross, transposed, factor);
    Arrays.fill(seenMatrix, 0);
    for (int i = 0; i < size; i++) {
      seenMatrix[i * stride + i] = root;
    }
    factors.solve(factor, seenMatrix, stride);
    products.multiply(size, seenMatrix, 0, stride, 1, transition, precision);
  }
}
