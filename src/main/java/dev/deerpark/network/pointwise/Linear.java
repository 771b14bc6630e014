// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

/**
 * {@code W x + b}.
 *
 * @param weight {@code [outputs][inputs]}, row-major
 * @param bias {@code [outputs]}
 */
public record Linear(int operand, double[] weight, double[] bias) implements Unary {
  private static final long serialVersionUID = 1L;

  @Override
  public Operation on(int other) {
    return new Linear(other, weight, bias);
  }

  @Override
  public int size(int... sizes) {
    Operation.require((long) sizes[0] * bias.length == weight.length, this, sizes);
    return bias.length;
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    double[] x = operands[0];
    for (int i = 0; i < result.length; i++) {
      double sum = bias[i];
      for (int j = 0, at = i * x.length; j < x.length; j++, at++) {
        sum = Math.fma(weight[at], x[j], sum);
      }
      result[i] = sum;
    }
  }

  @Override
  public long parameters() {
    return weight.length + (long) bias.length;
  }
}
