// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.util.List;

/** Number by number, the first where the condition is not 0, and else the second. */
public record Choose(int condition, int first, int second) implements Operation {
  private static final long serialVersionUID = 1L;

  @Override
  public List<Integer> operands() {
    return List.of(condition, first, second);
  }

  @Override
  public Operation on(List<Integer> others) {
    return new Choose(others.get(0), others.get(1), others.get(2));
  }

  @Override
  public int size(int... sizes) {
    Operation.require(sizes[0] == sizes[1] && sizes[1] == sizes[2], this, sizes);
    return sizes[0];
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = operands[operands[0][i] != 0 ? 1 : 2][i];
    }
  }
}
