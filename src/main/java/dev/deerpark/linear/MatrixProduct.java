// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

/**
 * One way to compute products of square matrices. Every sum runs in ascending order of its index
 * with fused multiply-adds, so that every way gives the same bits. A chain of products keeps its
 * running product with rows as far apart as the way wants them, and need not copy it.
 */
public interface MatrixProduct {

  /** The way that needs nothing but the language. */
  MatrixProduct PLAIN =
      new MatrixProduct() {
        @Override
        public int stride(int n) {
          return n;
        }

        @Override
        public void multiply(int n, double[] left, int from, double[] right, double[] product) {
          Dense.multiply(n, left, from, right, product);
        }
      };

  /** How far apart the rows of the right factor and of the product lie, at least n. */
  int stride(int n);

  /**
   * {@code product = left * right}.
   *
   * @param n order of the matrices
   * @param left holds {@code [n][n]} from {@code from} on, not modified
   * @param right {@code [n][stride]}, not modified; zeros from the column n on
   * @param product {@code [n][stride]}, overwritten; another array than {@code right}
   */
  void multiply(int n, double[] left, int from, double[] right, double[] product);
}
