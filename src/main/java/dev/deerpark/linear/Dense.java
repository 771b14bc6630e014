// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import java.util.Arrays;

/**
 * Products of square row-major matrices and vectors. Outputs are overwritten and may not be one of
 * the inputs.
 */
public final class Dense {
  private Dense() {}

  /**
   * {@code product = left * right}.
   *
   * @param n order of the matrices
   * @param left {@code [n][n]}, not modified
   * @param right {@code [n][n]}, not modified
   * @param product {@code [n][n]}, overwritten
   */
  public static void multiply(int n, double[] left, double[] right, double[] product) {
    multiply(n, left, 0, right, product);
  }

  /** The same, where the entries of {@code left} begin at {@code from}. */
  static void multiply(int n, double[] left, int from, double[] right, double[] product) {
    multiply(n, left, from, n, 1, right, product);
  }

  /**
   * {@code product = L * right}, where the entry (i, k) of L is at {@code from + i * down + k *
   * across}.
   */
  private static void multiply(
      int n, double[] left, int from, int down, int across, double[] right, double[] product) {
    double[][] rows = RowSums.rows(n, right);
    double[] sum = new double[n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(sum, 0.0);
      RowSums.add(sum, 0, 1, left, from + i * down, across, rows, 0, n);
      System.arraycopy(sum, 0, product, i * n, n);
    }
  }

  /**
   * {@code product = matrix * vector}, for a matrix that starts at {@code offset} in a longer
   * array.
   *
   * @param n order of the matrix
   * @param matrix holds {@code [n][n]} from {@code offset}, not modified
   * @param vector {@code [n]}, not modified
   * @param product {@code [n]}, overwritten
   */
  public static void multiplyVector(
      int n, double[] matrix, int offset, double[] vector, double[] product) {
    int i = 0;
    // four rows at once: the four sums do not wait for each other
    for (; i + 4 <= n; i += 4) {
      int first = offset + i * n;
      int second = first + n;
      int third = second + n;
      int fourth = third + n;
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      for (int j = 0; j < n; j++) {
        a = Math.fma(matrix[first + j], vector[j], a);
        b = Math.fma(matrix[second + j], vector[j], b);
        c = Math.fma(matrix[third + j], vector[j], c);
        d = Math.fma(matrix[fourth + j], vector[j], d);
      }
      product[i] = a;
      product[i + 1] = b;
      product[i + 2] = c;
      product[i + 3] = d;
    }
    for (; i < n; i++) {
      double sum = 0;
      for (int j = 0, at = offset + i * n; j < n; j++) {
        sum = Math.fma(matrix[at + j], vector[j], sum);
      }
      product[i] = sum;
    }
  }

  /**
   * {@code product = left^T * right}.
   *
   * @param n order of the matrices
   * @param left {@code [n][n]}, not modified
   * @param right {@code [n][n]}, not modified
   * @param product {@code [n][n]}, overwritten
   */
  public static void multiplyTransposed(int n, double[] left, double[] right, double[] product) {
    multiply(n, left, 0, 1, n, right, product);
  }

  /** {@code matrix^T * vector}, as a new array. */
  public static double[] multiplyTransposed(int n, double[] matrix, double[] vector) {
    double[] product = new double[n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        product[i] = Math.fma(matrix[k * n + i], vector[k], product[i]);
      }
    }
    return product;
  }

  /** {@code matrix * vector}, as a new array. */
  public static double[] multiply(int n, double[] matrix, double[] vector) {
    double[] product = new double[n];
    multiplyVector(n, matrix, 0, vector, product);
    return product;
  }

  /** {@code left * right}, as a new array. */
  public static double[] multiplied(int n, double[] left, double[] right) {
    double[] product = new double[n * n];
    multiply(n, left, right, product);
    return product;
  }

  /** {@code left^T * right}, as a new array. */
  public static double[] multipliedTransposed(int n, double[] left, double[] right) {
    double[] product = new double[n * n];
    multiplyTransposed(n, left, right, product);
    return product;
  }

  /** The transposed matrix, as a new array. */
  public static double[] transposed(int n, double[] matrix) {
    double[] transposed = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        transposed[j * n + i] = matrix[i * n + j];
      }
    }
    return transposed;
  }

  /** The matrix {@code scale * I}, as a new array. */
  public static double[] diagonal(int n, double scale) {
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = scale;
    }
    return matrix;
  }

  /**
   * A bound of the spectral norm: the root of the largest sum over a row times the largest over a
   * column, of absolute values.
   */
  public static double normBound(int n, double[] matrix) {
    double[] columns = new double[n];
    double largestRow = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      for (int j = 0; j < n; j++) {
        double entry = Math.abs(matrix[i * n + j]);
        row += entry;
        columns[j] += entry;
      }
      largestRow = Math.max(largestRow, row);
    }
    return Math.sqrt(largestRow * Arrays.stream(columns).max().orElse(0));
  }

  /** Whether every entry is neither infinite nor NaN. */
  public static boolean isFinite(double[] values) {
    return isFinite(values, 0, values.length);
  }

  /** Whether every entry with {@code from <= index < to} is neither infinite nor NaN. */
  public static boolean isFinite(double[] values, int from, int to) {
    // 0 times a number is 0, and NaN where the number is not finite; four sums do not wait
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      a = Math.fma(values[i], 0, a);
      b = Math.fma(values[i + 1], 0, b);
      c = Math.fma(values[i + 2], 0, c);
      d = Math.fma(values[i + 3], 0, d);
    }
    for (; i < to; i++) {
      a = Math.fma(values[i], 0, a);
    }
    return a + b + (c + d) == 0;
  }
}
