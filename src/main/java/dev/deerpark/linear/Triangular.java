// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import java.util.Arrays;

/**
 * Lower triangular factors of symmetric positive semidefinite matrices, and solving with them.
 * Nothing here ever inverts a matrix. Matrices are row-major; above its diagonal a factor holds
 * zeros.
 */
public final class Triangular {
  private Triangular() {}

  /**
   * The Cholesky factor {@code L} of {@code I + S S^T = L L^T}. It exists for every finite {@code
   * S}: no eigenvalue is below 1.
   *
   * @param s {@code [n][n]}, not modified
   * @return {@code [n][n]}; not finite where the product overflows
   */
  public static double[] ofIdentityPlus(int n, double[] s) {
    double[][] columns = RowSums.rows(n, Dense.transposed(n, s));
    double[][] upper = new double[n][];
    double[] factor = new double[n * n];
    for (int i = 0; i < n; i++) {
      double[] row = new double[n];
      row[i] = 1;
      RowSums.add(row, i, 1, s, i * n, 1, columns, 0, n);
      RowSums.add(row, i, -1, factor, i * n, 1, upper, 0, i);
      // rounding of a large S S^T must not take away what the identity guarantees
      double pivot = Math.sqrt(Math.max(row[i], 1));
      factor[i * n + i] = pivot;
      for (int j = i + 1; j < n; j++) {
        row[j] /= pivot;
        factor[j * n + i] = row[j];
      }
      upper[i] = row;
    }
    return factor;
  }

  /**
   * The lower triangular {@code R} with {@code R R^T = X X^T + Y Y^T}, by reflections of the rows
   * of {@code [X Y]}: a sum of covariances, never formed.
   *
   * @param x {@code [n][n]}, not modified
   * @param y {@code [n][n]}, not modified
   */
  public static double[] ofSum(int n, double[] x, double[] y) {
    double[][] columns = Arrays.copyOf(RowSums.rows(n, Dense.transposed(n, x)), 2 * n);
    System.arraycopy(RowSums.rows(n, Dense.transposed(n, y)), 0, columns, n, n);
    double[] along = new double[n];
    double[] factor = new double[n * n];
    for (int k = 0; k < n; k++) {
      reflect(columns, k, along);
      for (int i = k; i < n; i++) {
        factor[i * n + k] = columns[k][i];
      }
    }
    return factor;
  }

  /** The Householder reflection that zeroes row k right of the diagonal. */
  private static void reflect(double[][] columns, int k, double[] along) {
    double[] mirror = new double[columns.length];
    double squares = 0;
    for (int j = k; j < mirror.length; j++) {
      mirror[j] = columns[j][k];
      squares = Math.fma(mirror[j], mirror[j], squares);
    }
    double norm = Math.sqrt(squares);
    if (norm == 0) {
      return;
    }
    double scale = 1 / (norm * (norm + Math.abs(mirror[k])));
    double end = mirror[k] > 0 ? -norm : norm;
    mirror[k] -= end;
    Arrays.fill(along, 0.0);
    RowSums.add(along, k + 1, 1, mirror, k, 1, columns, k, columns.length);
    for (int i = k + 1; i < along.length; i++) {
      along[i] *= scale;
    }
    for (int j = k; j < columns.length; j++) {
      RowSums.add(columns[j], k + 1, -mirror[j], along);
    }
    columns[k][k] = end;
  }

  /**
   * Solves {@code L^T X = B}.
   *
   * @param factor {@code [n][n]}: L
   * @param right {@code [n][n]}: B, overwritten with X
   */
  public static void solveTransposed(int n, double[] factor, double[] right) {
    double[][] rows = RowSums.rows(n, right);
    for (int i = n - 1; i >= 0; i--) {
      RowSums.add(rows[i], 0, -1, factor, (i + 1) * n + i, n, rows, i + 1, n);
      divide(rows[i], factor[i * n + i]);
    }
    RowSums.copy(rows, right);
  }

  /**
   * Solves {@code L X = B}.
   *
   * @param factor {@code [n][n]}: L
   * @param right {@code [n][n]}: B, overwritten with X
   */
  public static void solve(int n, double[] factor, double[] right) {
    double[][] rows = RowSums.rows(n, right);
    for (int i = 0; i < n; i++) {
      RowSums.add(rows[i], 0, -1, factor, i * n, 1, rows, 0, i);
      divide(rows[i], factor[i * n + i]);
    }
    RowSums.copy(rows, right);
  }

  private static void divide(double[] row, double pivot) {
    for (int j = 0; j < row.length; j++) {
      row[j] /= pivot;
    }
  }
}
