// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.util.Arrays;

/**
 * Some of the numbers, in any order: a slice, a transposition, a repetition.
 *
 * @param indices the place of each in the operand
 */
public record Select(int operand, int[] indices) implements Unary {
  private static final long serialVersionUID = 1L;

  @Override
  public Operation on(int other) {
    return new Select(other, indices);
  }

  @Override
  public int size(int... sizes) {
    Operation.require(Arrays.stream(indices).allMatch(i -> i >= 0 && i < sizes[0]), this, sizes);
    return indices.length;
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = operands[0][indices[i]];
    }
  }
}
