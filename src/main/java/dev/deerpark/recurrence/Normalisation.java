// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The scaling of raw values to a model's inputs: {@code (value - mean) / std}, column by column, in
 * double.
 *
 * @param mean {@code [I]}; not modified
 * @param std {@code [I]}, no zeros; not modified
 */
public record Normalisation(double[] mean, double[] std) implements Serializable {
  private static final int SHOWN = 4;

  public Normalisation {
    if (mean.length != std.length) {
      throw new IllegalArgumentException(mean.length + " means for " + std.length + " deviations");
    }
  }

  /** Leaves values as they are. */
  public static Normalisation none(int columns) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1.0);
    return new Normalisation(new double[columns], ones);
  }

  public double apply(int column, double value) {
    return (value - mean[column]) / std[column];
  }

  /** How inputs are scaled, for people. */
  public String scaling() {
    boolean none =
        Arrays.stream(mean).allMatch(m -> m == 0) && Arrays.stream(std).allMatch(s -> s == 1);
    return none ? "inputs as they are" : "inputs (value - mean) / std with " + this;
  }

  /** The numbers, for people: the first few of them. */
  @Override
  public String toString() {
    return "mean " + text(mean) + ", std " + text(std);
  }

  private static String text(double[] numbers) {
    return Arrays.stream(numbers)
        .limit(SHOWN)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(", ", "[", numbers.length > SHOWN ? ", ...]" : "]"));
  }
}
