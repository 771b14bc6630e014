// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.recurrence.TwoWellLangevin;
import jdk.incubator.vector.FloatVector;

/**
 * The two wells of {@link TwoWellLangevin} in float: their pulls {@code g = S^-1 (x - m)}, and the
 * share r of the first in the density. {@code log(r / (1 - r))} is taken as what it is, a quadratic
 * function: the difference of two densities would leave the finite numbers far from the wells.
 */
final class FloatWells {
  private static final int SIZE = TwoWellLangevin.SIZE;
  private static final double HALF = 0.5;

  /** {@code [2][D]}: m and S^-1. */
  private final float[][] centre = new float[2][SIZE];

  private final float[][] stiffness = new float[2][SIZE];

  /** {@code [D]}, and the constant. */
  private final float[] square = new float[SIZE];

  private final float[] linear = new float[SIZE];
  private final float constant;

  FloatWells() {
    double sum = Math.log(TwoWellLangevin.share(0) / TwoWellLangevin.share(1));
    for (int i = 0; i < SIZE; i++) {
      double squares = 0;
      double lines = 0;
      for (int well = 0; well < 2; well++) {
        double sign = 1 - 2 * well;
        double middle = TwoWellLangevin.centre(well, i);
        double pull = 1 / TwoWellLangevin.variance(well, i);
        centre[well][i] = (float) middle;
        stiffness[well][i] = (float) pull;
        squares -= sign * HALF * pull;
        lines += sign * middle * pull;
        sum -= sign * HALF * (middle * middle * pull - Math.log(pull));
      }
      square[i] = (float) squares;
      linear[i] = (float) lines;
    }
    this.constant = (float) sum;
  }

  /** The pull of a well on number i of a state. */
  FloatVector pull(int well, int i, FloatVector x) {
    return x.sub(centre[well][i]).mul(stiffness[well][i]);
  }

  /** How fast that pull grows. */
  float stiffness(int well, int i) {
    return stiffness[well][i];
  }

  /** What number i adds to the logarithm of r / (1 - r). */
  FloatVector addOdds(int i, FloatVector x, FloatVector odds) {
    FloatVector slope = x.mul(square[i]).add(linear[i]);
    return x.fma(slope, odds);
  }

  /** What no number adds to it. */
  float odds() {
    return constant;
  }
}
