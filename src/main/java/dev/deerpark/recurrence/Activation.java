// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.util.Locale;

/** The activation function of a unit, with its derivative as a function of the result. */
public enum Activation {
  TANH {
    @Override
    public double apply(double x) {
      return Math.tanh(x);
    }

    @Override
    public double slope(double y) {
      return 1 - y * y;
    }
  },

  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID {
    @Override
    public double apply(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public double slope(double y) {
      return y * (1 - y);
    }
  },

  /** {@code max(x, 0)}; the derivative at 0 is taken as 0. */
  RELU {
    @Override
    public double apply(double x) {
      return Math.max(x, 0);
    }

    @Override
    public double slope(double y) {
      return y > 0 ? 1 : 0;
    }
  };

  /** The value at x; NaN at NaN. */
  public abstract double apply(double x);

  /**
   * The derivative at the point where the value is y.
   *
   * @param y a value of {@link #apply}
   */
  public abstract double slope(double y);

  /** {@link #apply} of the numbers {@code from <= i < to}, in place. */
  public void apply(double[] numbers, int from, int to) {
    for (int i = from; i < to; i++) {
      numbers[i] = apply(numbers[i]);
    }
  }

  /** Its name in lower case. */
  public String lower() {
    return name().toLowerCase(Locale.ROOT);
  }
}
