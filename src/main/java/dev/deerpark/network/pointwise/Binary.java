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
  GREATEST,
  /** The remainder with the sign of the first number. */
  REMAINDER,
  /** The remainder with the sign of the second number. */
  MODULO,
  /** The first number, or the second times it where it is below 0. */
  LEAKY_RELU,
  /** 1 where it is so, and else 0. */
  EQUAL,
  LESS,
  LESS_OR_EQUAL,
  AND,
  OR,
  XOR;

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
      case REMAINDER -> a % b;
      case MODULO -> a - b * Math.floor(a / b);
      case LEAKY_RELU -> a < 0 ? a * b : a;
      case EQUAL -> truth(a == b);
      case LESS -> truth(a < b);
      case LESS_OR_EQUAL -> truth(a <= b);
      case AND -> truth(a != 0 && b != 0);
      case OR -> truth(a != 0 || b != 0);
      case XOR -> truth(a != 0 ^ b != 0);
    };
  }

  private static double truth(boolean is) {
    return is ? 1 : 0;
  }
}
