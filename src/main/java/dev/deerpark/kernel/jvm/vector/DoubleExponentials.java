// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponentials of arguments that are not positive, in double. NaN stays NaN, and results near or
 * below the smallest normal number are 0.
 *
 * <p>{@code exp(x) = 2^n exp(r)} with n the integer nearest to {@code x / log 2}, and {@code exp(r)
 * = 1 + r + r^2 P(r)} by a polynomial of degree 9, a fit whose relative error is 3.7e-18. With
 * rounding it is within 2 ulp.
 *
 * <p>{@code softplus(x) = max(x, 0) + log(1 + exp(-|x|))} takes the logarithm as the series in
 * {@code s = u / (2 + u)}, {@code log(1 + u) = 2 s (1 + s^2 P(s^2))} by a polynomial of degree 9, a
 * fit on [0, 1] whose relative error is 1.3e-18. With rounding it is within 4 ulp.
 */
public final class DoubleExponentials {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** Below this the exponential is taken as 0. */
  private static final double SMALL = -708;

  /** Added to a small number, it leaves the nearest integer in the last bits. */
  private static final double ROUNDING = 0x1.8p52;

  private static final int MANTISSA = 52;
  private static final int BIAS = 1023;

  private static final double PER_LOG_2 = 1.44269504088896340736;

  /** Their sum is log 2, to the digits of both. */
  private static final double LOG_2 = 0.6931471805599453;

  private static final double LOG_2_REST = 2.3190468138462996155e-17;

  private static final double E2 = 5.000000000000010721e-1;
  private static final double E3 = 1.666666666666641623e-1;
  private static final double E4 = 4.166666666652918841e-2;
  private static final double E5 = 8.333333333495627087e-3;
  private static final double E6 = 1.388888894392270835e-3;
  private static final double E7 = 1.984126950475775901e-4;
  private static final double E8 = 2.480149276271014915e-5;
  private static final double E9 = 2.755758734932900785e-6;
  private static final double E10 = 2.763037865423171339e-7;
  private static final double E11 = 2.499996299849296833e-8;

  private static final double L1 = 3.333333333333315466e-1;
  private static final double L2 = 2.000000000007763298e-1;
  private static final double L3 = 1.428571427404892258e-1;
  private static final double L4 = 1.111111197748420334e-1;
  private static final double L5 = 9.090872215141470178e-2;
  private static final double L6 = 7.693274747738394088e-2;
  private static final double L7 = 6.650553316387021464e-2;
  private static final double L8 = 6.052532742996847554e-2;
  private static final double L9 = 4.172214119191166058e-2;
  private static final double L10 = 8.505395966021849337e-2;

  private DoubleExponentials() {}

  /** {@code exp(-|x|)}. */
  public static DoubleVector fall(DoubleVector x) {
    DoubleVector below = x.abs().neg();
    VectorMask<Double> nothing = below.compare(VectorOperators.LT, SMALL);
    DoubleVector bounded = below.blend(SMALL, nothing);
    DoubleVector shifted = bounded.fma(constant(PER_LOG_2), constant(ROUNDING));
    DoubleVector n = shifted.sub(ROUNDING);
    DoubleVector r = n.fma(constant(-LOG_2), bounded);
    r = n.fma(constant(-LOG_2_REST), r);
    DoubleVector p = r.mul(r).fma(exponentialSeries(r), r).add(1);
    LongVector power = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(ROUNDING));
    return p.mul(powerOfTwo(power)).blend(0, nothing);
  }

  private static DoubleVector exponentialSeries(DoubleVector r) {
    DoubleVector p = r.fma(constant(E11), constant(E10));
    p = r.fma(p, constant(E9));
    p = r.fma(p, constant(E8));
    p = r.fma(p, constant(E7));
    p = r.fma(p, constant(E6));
    p = r.fma(p, constant(E5));
    p = r.fma(p, constant(E4));
    p = r.fma(p, constant(E3));
    return r.fma(p, constant(E2));
  }

  private static DoubleVector powerOfTwo(LongVector power) {
    return power.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsDoubles();
  }

  /**
   * In a loop of its own: together with the exponential it would exceed the compiler's limit,
   * beyond which every vector is allocated as an object.
   *
   * @param fall of x
   */
  public static DoubleVector softplus(DoubleVector x, DoubleVector fall) {
    return x.blend(0, x.compare(VectorOperators.LT, 0)).add(log1p(fall));
  }

  /** The logarithm of 1 + u for {@code 0 <= u <= 1}. */
  private static DoubleVector log1p(DoubleVector u) {
    DoubleVector s = u.div(u.add(2));
    DoubleVector square = s.mul(s);
    DoubleVector twice = s.add(s);
    return twice.fma(square.mul(logarithmSeries(square)), twice);
  }

  private static DoubleVector logarithmSeries(DoubleVector square) {
    DoubleVector p = square.fma(constant(L10), constant(L9));
    p = square.fma(p, constant(L8));
    p = square.fma(p, constant(L7));
    p = square.fma(p, constant(L6));
    p = square.fma(p, constant(L5));
    p = square.fma(p, constant(L4));
    p = square.fma(p, constant(L3));
    p = square.fma(p, constant(L2));
    return square.fma(p, constant(L1));
  }

  private static DoubleVector constant(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
