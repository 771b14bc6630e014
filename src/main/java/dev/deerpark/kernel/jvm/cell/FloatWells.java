// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.recurrence.TwoWellLangevin;
import jdk.incubator.vector.FloatVector;

/**
 * The two wells of {@link TwoWellLangevin} in float: their pulls {@code g = S^-1 (x - m)}, and the
 * share r of the first in the density, by its odds.
 */
final class FloatWells {
  private static final int SIZE = TwoWellLangevin.SIZE;

  /** {@code [2][D]}: m and S^-1. */
  private final float[][] centre = new float[2][SIZE];

  private final float[][] stiffness = new float[2][SIZE];

  /** {@code [D]}, and the constant. */
  private final float[] square = new float[SIZE];

  private final float[] linear = new float[SIZE];
  private final float constant;

  FloatWells() {
    TwoWellLangevin.Odds odds = TwoWellLangevin.odds();
    for (int i = 0; i < SIZE; i++) {
      for (int well = 0; well < 2; well++) {
        double middle = TwoWellLangevin.centre(well, i);
        double pull = 1 / TwoWellLangevin.variance(well, i);
        centre[well][i] = (float) middle;
        stiffness[well][i] = (float) pull;
      }
      double squares = odds.square()[i];
      double lines = odds.linear()[i];
      square[i] = (float) squares;
      linear[i] = (float) lines;
    }
    double sum = odds.constant();
    this.constant = (float) sum;
  }

  /** The pull of a well on number i of a state. */
  FloatVector pull(int well, int i, FloatVector x) {
    return x.sub(centre[well][i]).mul(stiffness[well][i]);
  }

  /** The slope of that pull. */
  float stiffness(int well, int i) {
    return stiffness[well][i];
  }

  /** The terms of number i in the logarithm of r / (1 - r). */
  FloatVector addOdds(int i, FloatVector x, FloatVector odds) {
    FloatVector slope = x.mul(square[i]).add(linear[i]);
    return x.fma(slope, odds);
  }

  /** The constant term of that logarithm. */
  float odds() {
    return constant;
  }
}
