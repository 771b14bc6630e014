// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponentials of arguments that are not positive, in float. NaN stays NaN, and results near or
 * below the smallest normal number are 0.
 *
 * <p>{@code exp(x) = 2^n exp(r)} with n the integer nearest to {@code x / log 2}, and {@code exp(r)
 * = 1 + r + r^2 P(r)} by a polynomial of degree 4, a fit whose relative error is 3.1e-9. With
 * rounding it is within 2 ulp.
 *
 * <p>{@code softplus(x) = max(x, 0) + log(1 + exp(-|x|))} takes the logarithm as the series in
 * {@code s = u / (2 + u)}, {@code log(1 + u) = 2 s (1 + s^2 P(s^2))} by a polynomial of degree 3, a
 * fit on [0, 1] whose relative error is 4.5e-9. With rounding it is within 4 ulp.
 */
public final class FloatExponentials {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Below this the exponential is taken as 0. */
  private static final float SMALL = -87;

  /** Added to a small number, it leaves the nearest integer in the last bits. */
  private static final float ROUNDING = 0x1.8p23f;

  private static final int MANTISSA = 23;
  private static final int BIAS = 127;

  private static final float PER_LOG_2 = 1.44269504089f;

  /** Their sum is log 2, to the digits of both. */
  private static final float LOG_2 = 0.6931471824645996f;

  private static final float LOG_2_REST = -1.9046542999578e-9f;

  private static final float E2 = 4.999999341e-1f;
  private static final float E3 = 1.6666520108e-1f;
  private static final float E4 = 4.1668394214e-2f;
  private static final float E5 = 8.3687804140e-3f;
  private static final float E6 = 1.3814466964e-3f;

  private static final float L1 = 3.3333208089e-1f;
  private static final float L2 = 2.0010767120e-1f;
  private static final float L3 = 1.4000839269e-1f;
  private static final float L4 = 1.4006332562e-1f;

  private FloatExponentials() {}

  /** {@code exp(-|x|)}. */
  public static FloatVector fall(FloatVector x) {
    FloatVector below = x.abs().neg();
    VectorMask<Float> nothing = below.compare(VectorOperators.LT, SMALL);
    FloatVector bounded = below.blend(SMALL, nothing);
    FloatVector shifted = bounded.fma(constant(PER_LOG_2), constant(ROUNDING));
    FloatVector n = shifted.sub(ROUNDING);
    FloatVector r = n.fma(constant(-LOG_2), bounded);
    r = n.fma(constant(-LOG_2_REST), r);
    FloatVector p = r.fma(constant(E6), constant(E5));
    p = r.fma(p, constant(E4));
    p = r.fma(p, constant(E3));
    p = r.fma(p, constant(E2));
    p = r.mul(r).fma(p, r).add(1);
    IntVector power = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDING));
    return p.mul(powerOfTwo(power)).blend(0, nothing);
  }

  private static FloatVector powerOfTwo(IntVector power) {
    return power.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
  }

  /**
   * In a loop of its own: together with the exponential it would exceed the compiler's limit,
   * beyond which every vector is allocated as an object.
   *
   * @param fall of x
   */
  public static FloatVector softplus(FloatVector x, FloatVector fall) {
    return x.blend(0, x.compare(VectorOperators.LT, 0)).add(log1p(fall));
  }

  /** The logarithm of 1 + u for {@code 0 <= u <= 1}. */
  private static FloatVector log1p(FloatVector u) {
    FloatVector s = u.div(u.add(2));
    FloatVector square = s.mul(s);
    FloatVector p = square.fma(constant(L4), constant(L3));
    p = square.fma(p, constant(L2));
    p = square.fma(p, constant(L1));
    FloatVector twice = s.add(s);
    return twice.fma(square.mul(p), twice);
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
