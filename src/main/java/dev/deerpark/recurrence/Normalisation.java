// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.io.Serializable;

/**
 * How raw values become inputs: {@code x = (value - mean) / std}, column by column, in double.
 *
 * @param mean {@code [I]}; not modified
 * @param std {@code [I]}, no zeros; not modified
 */
public record Normalisation(double[] mean, double[] std) implements Serializable {

  public Normalisation {
    if (mean.length != std.length) {
      throw new IllegalArgumentException(mean.length + " means for " + std.length + " deviations");
    }
  }

  /** Leaves values as they are. */
  public static Normalisation none(int columns) {
    double[] ones = new double[columns];
    java.util.Arrays.fill(ones, 1.0);
    return new Normalisation(new double[columns], ones);
  }

  public double apply(int column, double value) {
    return (value - mean[column]) / std[column];
  }
}
