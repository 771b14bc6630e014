// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

/**
 * The weights of an affine map {@code W v + b}, as PyTorch stacks them: the rows of one gate after
 * those of the other. Arrays are shared and never modified.
 *
 * @param gates G, how many gates are stacked
 * @param size D, the rows of one gate
 * @param columns C, numbers in {@code v}, may be 0
 * @param weights {@code [G D][C]}, row-major
 * @param bias {@code [G D]}
 */
public record GateMatrix(int gates, int size, int columns, double[] weights, double[] bias) {

  /** Rows of all gates together. */
  public int rows() {
    return gates * size;
  }
}
