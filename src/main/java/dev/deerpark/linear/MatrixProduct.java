// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

/**
 * Computes products of square matrices. Every sum runs in ascending order of its index with fused
 * multiply-adds, so that every implementation gives the same bits. A chain of products keeps its
 * running product in the row {@link #stride} of the implementation, so that it need not be copied.
 */
public interface MatrixProduct {

  /** The implementation in plain Java. */
  MatrixProduct PLAIN =
      new MatrixProduct() {
        @Override
        public int stride(int n) {
          return n;
        }

        @Override
        public void multiply(
            int n,
            double[] left,
            int from,
            int down,
            int across,
            double[] right,
            double[] product) {
          Dense.multiply(n, left, from, down, across, right, product);
        }

        @Override
        public RowArithmetic rows() {
          return RowArithmetic.PLAIN;
        }
      };

  /** The row stride of the right factor and of the product, at least n. */
  int stride(int n);

  /**
   * {@code product = left * right}.
   *
   * @param n order of the matrices
   * @param left holds {@code [n][n]} from {@code from} on, not modified
   * @param right {@code [n][stride]}, not modified; zeros from the column n on
   * @param product {@code [n][stride]}, overwritten; another array than {@code right}
   */
  default void multiply(int n, double[] left, int from, double[] right, double[] product) {
    multiply(n, left, from, n, 1, right, product);
  }

  /**
   * The same for a left factor that lies otherwise: its entry (i, k) is at {@code from + i * down +
   * k * across}.
   */
  void multiply(
      int n, double[] left, int from, int down, int across, double[] right, double[] product);

  /** The arithmetic on rows of the same stride. */
  RowArithmetic rows();
}
