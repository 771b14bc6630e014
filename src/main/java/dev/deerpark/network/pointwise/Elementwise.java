// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.io.Serializable;
import java.util.Locale;

/**
 * A function of one number, with up to two parameters.
 *
 * @param kind of function
 * @param a the first parameter, 0 where it has none
 * @param b the second
 */
public record Elementwise(Kind kind, double a, double b) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The functions; those with parameters name them a and b. */
  public enum Kind {
    TANH,
    SIGMOID,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code x}, or {@code a x} below 0. */
    LEAKY_RELU,
    /** {@code x}, or {@code a (exp(x) - 1)} below 0. */
    ELU,
    /** {@code b x}, or {@code b a (exp(x) - 1)} up to 0. */
    SELU,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN,
    /** {@code min(max(a x + b, 0), 1)}. */
    HARD_SIGMOID,
    /** {@code min(max(x, a), b)}. */
    CLIP,
    EXP,
    LOG,
    SQRT,
    ABS,
    NEGATE,
    RECIPROCAL,
    /** The whole number towards 0. */
    TRUNCATE
  }

  /** A function without parameters. */
  public static Elementwise of(Kind kind) {
    return new Elementwise(kind, 0, 0);
  }

  /** The value at x; NaN at NaN. */
  public double apply(double x) {
    return switch (kind) {
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x < 0 ? a * x : x;
      case ELU -> x < 0 ? a * Math.expm1(x) : x;
      case SELU -> b * (x <= 0 ? a * Math.expm1(x) : x);
      // Without overflow for large numbers, and without loss of digits for very negative ones.
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case HARD_SIGMOID -> Math.min(Math.max(a * x + b, 0), 1);
      case CLIP -> Math.min(Math.max(x, a), b);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case ABS -> Math.abs(x);
      case NEGATE -> -x;
      case RECIPROCAL -> 1 / x;
      case TRUNCATE -> x < 0 ? Math.ceil(x) : Math.floor(x);
    };
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
