// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.util.List;

/** A function of two numbers at a time. */
public record Combine(int first, int second, Binary function) implements Operation {
  private static final long serialVersionUID = 1L;

  @Override
  public List<Integer> operands() {
    return List.of(first, second);
  }

  @Override
  public Operation on(List<Integer> others) {
    return new Combine(others.get(0), others.get(1), function);
  }

  @Override
  public int size(int... sizes) {
    Operation.require(sizes[0] == sizes[1], this, sizes);
    return sizes[0];
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    double[] a = operands[0];
    double[] b = operands[1];
    for (int i = 0; i < result.length; i++) {
      result[i] = function.apply(a[i], b[i]);
    }
  }
}
