// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

/**
 * Groups of numbers, each made into shares that add up to 1: {@code exp(x_i) / sum_j exp(x_j)}.
 *
 * @param group how many numbers a group has
 */
public record Softmax(int operand, int group) implements Unary {
  private static final long serialVersionUID = 1L;

  @Override
  public Operation on(int other) {
    return new Softmax(other, group);
  }

  @Override
  public int size(int... sizes) {
    Operation.require(group >= 1 && sizes[0] % group == 0, this, sizes);
    return sizes[0];
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    double[] x = operands[0];
    for (int from = 0; from < x.length; from += group) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + group; i++) {
        largest = Math.max(largest, x[i]);
      }
      double sum = 0;
      for (int i = from; i < from + group; i++) {
        result[i] = Math.exp(x[i] - largest);
        sum += result[i];
      }
      for (int i = from; i < from + group; i++) {
        result[i] /= sum;
      }
    }
  }
}
