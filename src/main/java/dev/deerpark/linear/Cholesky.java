// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

/**
 * The factor {@code L} of a small symmetric positive definite matrix {@code M = L L^T}, and solving
 * with it.
 *
 * @param n order of the matrix
 * @param factor {@code [n][n]}, row-major: L, with anything above its diagonal
 */
public record Cholesky(int n, double[] factor) {

  /**
   * Factors a matrix.
   *
   * @param matrix {@code [n][n]}, of which the lower triangle is read; not modified
   */
  public static Cholesky of(int n, double[] matrix) {
    double[] factor = matrix.clone();
    for (int row = 0; row < n; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = factor[row * n + column];
        for (int k = 0; k < column; k++) {
          sum = Math.fma(-factor[row * n + k], factor[column * n + k], sum);
        }
        factor[row * n + column] =
            row == column ? Math.sqrt(sum) : sum / factor[column * n + column];
      }
    }
    return new Cholesky(n, factor);
  }

  /**
   * Solves {@code M x = b}.
   *
   * @param right {@code [n]}: b, overwritten with x
   */
  public void solve(double[] right) {
    for (int row = 0; row < n; row++) {
      double sum = right[row];
      for (int k = 0; k < row; k++) {
        sum = Math.fma(-factor[row * n + k], right[k], sum);
      }
      right[row] = sum / factor[row * n + row];
    }
    for (int row = n - 1; row >= 0; row--) {
      double sum = right[row];
      for (int k = row + 1; k < n; k++) {
        sum = Math.fma(-factor[k * n + row], right[k], sum);
      }
      right[row] = sum / factor[row * n + row];
    }
  }
}
