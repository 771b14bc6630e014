// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.util.Arrays;
import java.util.List;

/** All numbers of the operands, one operand after the other. */
public record Concatenate(List<Integer> operands) implements Operation {
  private static final long serialVersionUID = 1L;

  public Concatenate {
    operands = List.copyOf(operands);
  }

  @Override
  public Operation on(List<Integer> others) {
    return new Concatenate(others);
  }

  @Override
  public int size(int... sizes) {
    return Arrays.stream(sizes).reduce(0, Math::addExact);
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    int at = 0;
    for (double[] operand : operands) {
      System.arraycopy(operand, 0, result, at, operand.length);
      at += operand.length;
    }
  }
}
