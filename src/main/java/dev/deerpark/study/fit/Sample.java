// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.fit;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The seconds of the same thing, measured several times. The median stands for them. Whatever their
 * distribution, n independent measurements have its median between their least and their largest
 * with a probability of {@code 1 - 2^(1-n)}: 94 % for five.
 */
public final class Sample {
  private final double[] sorted;

  private Sample(double[] sorted) {
    this.sorted = sorted;
  }

  /** The finite ones of some values. */
  public static Sample of(DoubleStream values) {
    return new Sample(values.filter(Double::isFinite).sorted().toArray());
  }

  public int size() {
    return sorted.length;
  }

  public boolean isEmpty() {
    return sorted.length == 0;
  }

  /** The values, the least first; a copy. */
  public double[] values() {
    return sorted.clone();
  }

  /** The median, of an even number the mean of the middle two; NaN of none. */
  public double median() {
    int half = sorted.length / 2;
    if (isEmpty()) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The median between the least and the largest. */
  public Estimate estimate() {
    return isEmpty()
        ? Estimate.of(Double.NaN)
        : new Estimate(median(), sorted[0], sorted[sorted.length - 1]);
  }

  /** How many times these seconds another thing takes, with the widest interval. */
  public Estimate ratioOf(Sample other) {
    Estimate over = other.estimate();
    Estimate under = estimate();
    return new Estimate(
        over.value() / under.value(), over.low() / under.high(), over.high() / under.low());
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
