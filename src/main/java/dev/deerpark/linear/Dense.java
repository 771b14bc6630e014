// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import java.util.Arrays;

/**
 * Products of square row-major matrices and vectors. Outputs are overwritten and may not be one of
 * the inputs.
 */
public final class Dense {
  private static final int LOOK = 512;

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
    multiply(n, left, 0, n, 1, right, product);
  }

  /**
   * {@code product = L * right}, where the entry (i, k) of L is at {@code from + i * down + k *
   * across}.
   */
  static void multiply(
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
    multiplyVector(n, matrix, offset, n, vector, product);
  }

  /** The same for a matrix whose rows are {@code stride} numbers apart. */
  public static void multiplyVector(
      int n, double[] matrix, int offset, int stride, double[] vector, double[] product) {
    int i = 0;
    // eight rows at once: the eight sums are independent of each other
    for (; i + 8 <= n; i += 8) {
      eightRows(n, matrix, offset + i * stride, stride, vector, product, i);
    }
    for (; i < n; i++) {
      double sum = 0;
      for (int j = 0, at = offset + i * stride; j < n; j++) {
        sum = Math.fma(matrix[at + j], vector[j], sum);
      }
      product[i] = sum;
    }
  }

  private static void eightRows(
      int n, double[] matrix, int from, int stride, double[] vector, double[] product, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    for (int j = 0, at = from; j < n; j++, at++) {
      double factor = vector[j];
      a = Math.fma(matrix[at], factor, a);
      b = Math.fma(matrix[at + stride], factor, b);
      c = Math.fma(matrix[at + 2 * stride], factor, c);
      d = Math.fma(matrix[at + 3 * stride], factor, d);
      e = Math.fma(matrix[at + 4 * stride], factor, e);
      f = Math.fma(matrix[at + 5 * stride], factor, f);
      g = Math.fma(matrix[at + 6 * stride], factor, g);
      h = Math.fma(matrix[at + 7 * stride], factor, h);
    }
    product[to] = a;
    product[to + 1] = b;
    product[to + 2] = c;
    product[to + 3] = d;
    product[to + 4] = e;
    product[to + 5] = f;
    product[to + 6] = g;
    product[to + 7] = h;
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
   * An upper bound of the spectral norm: the square root of the largest row sum times the largest
   * column sum, both of absolute values.
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

  /** Whether every entry is finite, that is, neither infinite nor NaN. */
  public static boolean isFinite(double[] values) {
    return isFinite(values, 0, values.length);
  }

  /** Whether every entry with {@code from <= index < to} is finite. */
  public static boolean isFinite(double[] values, int from, int to) {
    int i = from;
    // the result is looked at once for every few hundred entries
    for (; i + LOOK <= to; i += LOOK) {
      if (!allFinite(values, i, i + LOOK)) {
        return false;
      }
    }
    return allFinite(values, i, to);
  }

  /**
   * 0 times a number is 0, or NaN where the number is not finite; the eight sums are independent.
   */
  private static boolean allFinite(double[] values, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      a = Math.fma(values[i], 0, a);
      b = Math.fma(values[i + 1], 0, b);
      c = Math.fma(values[i + 2], 0, c);
      d = Math.fma(values[i + 3], 0, d);
      e = Math.fma(values[i + 4], 0, e);
      f = Math.fma(values[i + 5], 0, f);
      g = Math.fma(values[i + 6], 0, g);
      h = Math.fma(values[i + 7], 0, h);
    }
    for (; i < to; i++) {
      a = Math.fma(values[i], 0, a);
    }
    return a + b + (c + d) + (e + f) + (g + h) == 0;
  }
}
