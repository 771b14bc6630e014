// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

/**
 * Groups of numbers, each moved to mean 0 and variance 1, then scaled: {@code (x - mean) /
 * sqrt(variance + epsilon) * scale + shift} (Ba, Kiros and Hinton 2016).
 *
 * @param scale as many numbers as a group has
 * @param shift as many
 */
public record Normalise(int operand, double epsilon, double[] scale, double[] shift)
    implements Unary {
  private static final long serialVersionUID = 1L;

  @Override
  public Operation on(int other) {
    return new Normalise(other, epsilon, scale, shift);
  }

  @Override
  public int size(int... sizes) {
    Operation.require(
        scale.length >= 1 && shift.length == scale.length && sizes[0] % scale.length == 0,
        this,
        sizes);
    return sizes[0];
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    double[] x = operands[0];
    int group = scale.length;
    for (int from = 0; from < x.length; from += group) {
      double mean = 0;
      for (int i = 0; i < group; i++) {
        mean += x[from + i] / group;
      }
      double variance = 0;
      for (int i = 0; i < group; i++) {
        double apart = x[from + i] - mean;
        variance += apart * apart / group;
      }
      double factor = 1 / Math.sqrt(variance + epsilon);
      for (int i = 0; i < group; i++) {
        result[from + i] = (x[from + i] - mean) * factor * scale[i] + shift[i];
      }
    }
  }

  @Override
  public long parameters() {
    return 2L * scale.length;
  }
}
