// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.io.Serializable;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;

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
    /** -1, 0 or 1. */
    SIGN,
    /** The whole number towards 0. */
    TRUNCATE,
    FLOOR,
    CEILING,
    /** The nearest whole number, the even one of two. */
    ROUND,
    /** 1 at 0, and else 0. */
    NOT,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    SINH,
    COSH,
    /** {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to x. */
    ERF,
    /** {@code x Phi(x)}, with the normal distribution Phi (Hendrycks and Gimpel 2016). */
    GELU,
    /** Its approximation {@code x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}. */
    GELU_TANH,
    /** {@code x sigmoid(a x)}. */
    SWISH,
    /** {@code x min(max(x / 6 + 1 / 2, 0), 1)}. */
    HARD_SWISH,
    /** {@code x tanh(log(1 + exp(x)))}. */
    MISH,
    /** {@code x}, or {@code a (exp(x / a) - 1)} below 0. */
    CELU,
    /** {@code x} above a, and else 0. */
    THRESHOLDED_RELU
  }

  /** A function without parameters. */
  public static Elementwise of(Kind kind) {
    return new Elementwise(kind, 0, 0);
  }

  /** The value at x; NaN at NaN, except of {@link Kind#NOT} and {@link Kind#THRESHOLDED_RELU}. */
  public double apply(double x) {
    return switch (kind) {
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x < 0 ? a * x : x;
      case ELU -> x < 0 ? a * Math.expm1(x) : x;
      case SELU -> b * (x <= 0 ? a * Math.expm1(x) : x);
      case SOFTPLUS -> softplus(x);
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case HARD_SIGMOID -> Math.min(Math.max(a * x + b, 0), 1);
      case CLIP -> Math.min(Math.max(x, a), b);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case ABS -> Math.abs(x);
      case NEGATE -> -x;
      case RECIPROCAL -> 1 / x;
      case SIGN -> Math.signum(x);
      case TRUNCATE -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case FLOOR -> Math.floor(x);
      case CEILING -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case NOT -> x == 0 ? 1 : 0;
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case ERF -> Erf.erf(x);
      case GELU -> x * Erf.erfc(-x / Math.sqrt(2)) / 2;
      case GELU_TANH ->
          x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case SWISH -> x * sigmoid(a * x);
      case HARD_SWISH -> x * Math.min(Math.max(x / 6 + 0.5, 0), 1);
      case MISH -> x * Math.tanh(softplus(x));
      case CELU -> x < 0 ? a * Math.expm1(x / a) : x;
      case THRESHOLDED_RELU -> x > a ? x : 0;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Without overflow for large numbers, and without loss of digits for very negative ones. */
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
