// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

/** A function of each number alone. */
public record Apply(int operand, Elementwise function) implements Unary {
  private static final long serialVersionUID = 1L;

  @Override
  public Operation on(int other) {
    return new Apply(other, function);
  }

  @Override
  public int size(int... sizes) {
    return sizes[0];
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    double[] x = operands[0];
    for (int i = 0; i < result.length; i++) {
      result[i] = function.apply(x[i]);
    }
  }
}
