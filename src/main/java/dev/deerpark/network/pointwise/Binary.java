// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

/** A function of two numbers. */
public enum Binary {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  POWER,
  LEAST,
  GREATEST;

  /** The value at a and b, as Java computes it. */
  public double apply(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case POWER -> Math.pow(a, b);
      case LEAST -> Math.min(a, b);
      case GREATEST -> Math.max(a, b);
    };
  }
}
