// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.util.List;

/** The same numbers for every row. */
public record Constant(double[] values) implements Operation {
  private static final long serialVersionUID = 1L;

  @Override
  public List<Integer> operands() {
    return List.of();
  }

  @Override
  public Operation on(List<Integer> others) {
    return this;
  }

  @Override
  public int size(int... sizes) {
    return values.length;
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    System.arraycopy(values, 0, result, 0, values.length);
  }

  @Override
  public long parameters() {
    return values.length;
  }
}
