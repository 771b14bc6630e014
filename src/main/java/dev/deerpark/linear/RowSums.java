// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import java.util.Arrays;

/**
 * Sums of multiples of rows: the inner loop of products, factors and solving alike.
 *
 * <p>Every row is an array of its own. HotSpot then sees that reads and writes can overlap only at
 * the same index, and compiles the loops to vector instructions; with two offsets in flat arrays it
 * cannot. Four rows are taken at once, so a sum is loaded and stored once for four multiples. Each
 * entry is still summed in ascending order of the rows.
 */
final class RowSums {
  private RowSums() {}

  /** Copies of the rows of a matrix {@code [n][n]}. */
  static double[][] rows(int n, double[] matrix) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(matrix, i * n, i * n + n);
    }
    return rows;
  }

  /** Copies rows into a matrix {@code [n][n]}. */
  static void copy(double[][] rows, double[] matrix) {
    for (int i = 0, n = rows.length; i < n; i++) {
      System.arraycopy(rows[i], 0, matrix, i * n, n);
    }
  }

  /**
   * {@code sum += sign * (factors[at] rows[from] + factors[at + stride] rows[from + 1] + ...)}.
   *
   * @param sum added to, from the index {@code first} on
   * @param sign 1 or -1
   * @param from the first row
   * @param to one past the last row
   */
  static void add(
      double[] sum,
      int first,
      double sign,
      double[] factors,
      int at,
      int stride,
      double[][] rows,
      int from,
      int to) {
    int k = from;
    int next = at;
    for (; k + 4 <= to; k += 4, next += 4 * stride) {
      double a = sign * factors[next];
      double b = sign * factors[next + stride];
      double c = sign * factors[next + 2 * stride];
      double d = sign * factors[next + 3 * stride];
      addFour(sum, first, a, b, c, d, rows, k);
    }
    for (; k < to; k++, next += stride) {
      add(sum, first, sign * factors[next], rows[k]);
    }
  }

  /** {@code sum += a * row}, from the index {@code first} on. */
  static void add(double[] sum, int first, double a, double[] row) {
    for (int j = first; j < sum.length; j++) {
      sum[j] = Math.fma(a, row[j], sum[j]);
    }
  }

  /** {@code sum += a * rows[k] + ... + d * rows[k + 3]}, from the index {@code first} on. */
  private static void addFour(
      double[] sum, int first, double a, double b, double c, double d, double[][] rows, int k) {
    double[] rowA = rows[k];
    double[] rowB = rows[k + 1];
    double[] rowC = rows[k + 2];
    double[] rowD = rows[k + 3];
    for (int j = first; j < sum.length; j++) {
      double two = Math.fma(b, rowB[j], Math.fma(a, rowA[j], sum[j]));
      sum[j] = Math.fma(d, rowD[j], Math.fma(c, rowC[j], two));
    }
  }
}
