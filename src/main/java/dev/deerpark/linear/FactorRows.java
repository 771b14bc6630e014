// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import java.util.Arrays;

/**
 * The factors of {@link Triangular}, with its bits, in arrays of the caller: where one factor
 * follows the other, new arrays for each would cost more than its arithmetic. A factor {@code L} is
 * kept by the rows of {@code L^T}, padded to the {@link #stride} of the row arithmetic; what lies
 * below its diagonal is arbitrary.
 *
 * <p>Zeros of a {@link Shape} are left out of sums: that changes no bits while numbers are finite
 * and do not underflow.
 */
public final class FactorRows {
  private final int n;
  private final int stride;
  private final RowArithmetic rows;
  private final double[] mirror;
  private final double[] along;

  /** Where a matrix may differ from zero. */
  public enum Shape {
    /** Everywhere. */
    FULL,
    /** On and above its diagonal. */
    UPPER,
    /** On and below its diagonal. */
    LOWER;

    int first(int row) {
      return this == UPPER ? row : 0;
    }

    int last(int row, int n) {
      return this == LOWER ? row + 1 : n;
    }
  }

  /**
   * @param n order of all matrices
   */
  public FactorRows(int n, RowArithmetic rows) {
    this.n = n;
    this.rows = rows;
    this.stride = rows.stride(n);
    this.mirror = new double[2 * n];
    this.along = new double[stride];
  }

  /** Numbers from one row to the next. */
  public int stride() {
    return stride;
  }

  /**
   * Factors {@code I + S S^T}, as {@link Triangular#ofIdentityPlus}.
   *
   * @param s {@code [n][stride]}: S
   * @param transposed {@code [n][stride]}: S^T
   * @param shape of S
   * @param factor {@code [n][stride]}: overwritten with L^T
   */
  public void ofIdentityPlus(double[] s, double[] transposed, Shape shape, double[] factor) {
    for (int i = 0; i < n; i++) {
      int row = i * stride;
      int begin = rows.beginning(i);
      int width = stride - begin;
      int first = shape.first(i);
      int count = shape.last(i, n) - first;
      Arrays.fill(factor, row + begin, row + stride, 0);
      factor[row + i] = 1;
      int from = first * stride + begin;
      rows.add(factor, row + begin, width, 1, s, row + first, 1, transposed, from, stride, count);
      rows.add(factor, row + begin, width, -1, factor, i, stride, factor, begin, stride, i);
      // rounding of a large S S^T must not take away what the identity guarantees
      double pivot = Math.sqrt(Math.max(factor[row + i], 1));
      rows.divide(factor, row + begin, width, pivot);
      factor[row + i] = pivot;
    }
  }

  /**
   * Solves {@code L X = B}, as {@link Triangular#solve}.
   *
   * @param factor {@code [n][stride]}: L^T
   * @param right {@code [n][width]}: B, overwritten with X
   * @param width a multiple of the stride
   */
  public void solve(double[] factor, double[] right, int width) {
    for (int i = 0; i < n; i++) {
      rows.add(right, i * width, width, -1, factor, i, stride, right, 0, width, i);
      rows.divide(right, i * width, width, factor[i * stride + i]);
    }
  }

  /**
   * Solves {@code L^T X = B}, as {@link Triangular#solveTransposed}.
   *
   * @param factor {@code [n][stride]}: L^T
   * @param right {@code [n][stride]}: B, overwritten with X
   */
  public void solveTransposed(double[] factor, double[] right) {
    for (int i = n - 1; i >= 0; i--) {
      int row = i * stride;
      int next = row + stride;
      rows.add(right, row, stride, -1, factor, row + i + 1, 1, right, next, stride, n - 1 - i);
      rows.divide(right, row, stride, factor[row + i]);
    }
  }

  /**
   * Factors {@code X X^T + Y Y^T}, as {@link Triangular#ofSum}.
   *
   * @param columns {@code [2 n][stride]}: the rows of X^T and of Y^T; overwritten
   * @param shape of Y: full, or lower
   * @param factor {@code [n][stride]}: written with L^T, zeros below its diagonal
   */
  public void ofSum(double[] columns, Shape shape, double[] factor) {
    for (int k = 0; k < n; k++) {
      // columns of a lower Y are still zero, up to row k, beyond the column k
      reflect(columns, k, shape == Shape.LOWER ? n + k + 1 : 2 * n);
      int row = k * stride;
      Arrays.fill(factor, row, row + k, 0);
      System.arraycopy(columns, row + k, factor, row + k, n - k);
    }
  }

  /** The Householder reflection that zeroes row k right of the diagonal, up to a column. */
  private void reflect(double[] columns, int k, int last) {
    double squares = 0;
    for (int j = k; j < last; j++) {
      mirror[j] = columns[j * stride + k];
      squares = Math.fma(mirror[j], mirror[j], squares);
    }
    double norm = Math.sqrt(squares);
    if (norm == 0) {
      return;
    }
    double scale = 1 / (norm * (norm + Math.abs(mirror[k])));
    double end = mirror[k] > 0 ? -norm : norm;
    mirror[k] -= end;
    if (k + 1 < n) {
      int begin = rows.beginning(k + 1);
      int width = stride - begin;
      int from = k * stride + begin;
      Arrays.fill(along, begin, stride, 0);
      rows.add(along, begin, width, 1, mirror, k, 1, columns, from, stride, last - k);
      for (int i = begin; i < stride; i++) {
        along[i] *= scale;
      }
      rows.subtractMultiples(columns, from, stride, last - k, mirror, k, along, begin, width);
    }
    columns[k * stride + k] = end;
  }
}
