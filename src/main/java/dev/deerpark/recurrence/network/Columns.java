// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

/**
 * A matrix stored by columns. Adding one scaled column after the other fixes the order of each sum
 * and lets the compiler vectorize over the rows.
 */
final class Columns {
  private final double[][] columns;

  /**
   * @param matrix {@code [R][count]}, row-major, not modified
   */
  Columns(double[] matrix, int count) {
    this.columns = new double[count][];
    for (int j = 0; j < count; j++) {
      columns[j] = new double[matrix.length / count];
      for (int i = 0; i < columns[j].length; i++) {
        columns[j][i] = matrix[i * count + j];
      }
    }
  }

  /**
   * Adds the matrix times a vector.
   *
   * @param vector {@code [count]}, not modified
   * @param sum {@code [R]}, added to
   */
  void addProduct(double[] vector, double[] sum) {
    for (int j = 0; j < columns.length; j++) {
      addScaled(columns[j], vector[j], sum);
    }
  }

  private static void addScaled(double[] column, double factor, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += column[i] * factor;
    }
  }
}
