// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.util.Arrays;

/**
 * Groups of numbers, each made into one number.
 *
 * @param group how many numbers a group has
 */
public record Reduce(int operand, int group, Kind kind) implements Unary {
  private static final long serialVersionUID = 1L;

  /** What is made of a group. */
  public enum Kind {
    SUM,
    MEAN,
    PRODUCT,
    LEAST,
    GREATEST,
    /** {@code log(sum_i exp(x_i))}, without overflow. */
    LOG_SUM_EXP,
    /** The place of the greatest number, the first of several. */
    PLACE_OF_GREATEST,
    /** The place of the least number, the first of several. */
    PLACE_OF_LEAST
  }

  @Override
  public Operation on(int other) {
    return new Reduce(other, group, kind);
  }

  @Override
  public int size(int... sizes) {
    Operation.require(group >= 1 && sizes[0] % group == 0, this, sizes);
    return sizes[0] / group;
  }

  @Override
  public void apply(double[][] operands, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = reduced(operands[0], i * group);
    }
  }

  private double reduced(double[] x, int from) {
    return switch (kind) {
      case SUM -> sum(x, from);
      case MEAN -> sum(x, from) / group;
      case PRODUCT -> Arrays.stream(x, from, from + group).reduce(1, (a, b) -> a * b);
      case LEAST -> Arrays.stream(x, from, from + group).reduce(x[from], Math::min);
      case GREATEST -> greatest(x, from);
      case LOG_SUM_EXP -> logSumExp(x, from);
      case PLACE_OF_GREATEST -> place(x, from, 1);
      case PLACE_OF_LEAST -> place(x, from, -1);
    };
  }

  private double sum(double[] x, int from) {
    double sum = 0;
    for (int i = from; i < from + group; i++) {
      sum += x[i];
    }
    return sum;
  }

  private double greatest(double[] x, int from) {
    return Arrays.stream(x, from, from + group).reduce(x[from], Math::max);
  }

  private double logSumExp(double[] x, int from) {
    double greatest = greatest(x, from);
    if (Double.isInfinite(greatest)) {
      return greatest;
    }
    double sum = 0;
    for (int i = from; i < from + group; i++) {
      sum += Math.exp(x[i] - greatest);
    }
    return greatest + Math.log(sum);
  }

  private int place(double[] x, int from, int sign) {
    int place = 0;
    for (int i = 1; i < group; i++) {
      if (sign * x[from + i] > sign * x[from + place]) {
        place = i;
      }
    }
    return place;
  }
}
