// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

/** The floating-point format of a run's states. */
public enum Precision {
  FLOAT(Math.ulp(1f), 1e-6),
  DOUBLE(Math.ulp(1.0), 1e-12);

  private final double ulpOfOne;
  private final double defaultTolerance;

  Precision(double ulpOfOne, double defaultTolerance) {
    this.ulpOfOne = ulpOfOne;
    this.defaultTolerance = defaultTolerance;
  }

  /** The distance from 1 to the next larger number. */
  public double ulpOfOne() {
    return ulpOfOne;
  }

  /** The default tolerance of a run: 1e-6 in float, 1e-12 in double. */
  public double defaultTolerance() {
    return defaultTolerance;
  }

  /** The smallest tolerance that this precision can reach; a smaller one is refused. */
  public double smallestTolerance() {
    return 4 * ulpOfOne;
  }

  /** The nearest number of this precision. */
  public double round(double value) {
    return this == FLOAT ? (float) value : value;
  }

  /** The largest finite number. */
  public double largest() {
    return this == FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
  }

  /** Bytes of one number. */
  public int bytes() {
    return this == FLOAT ? Float.BYTES : Double.BYTES;
  }

  /** A zeroed array of {@code length} numbers. */
  public Numbers allocate(int length) {
    return this == FLOAT
        ? new Numbers.Floats(new float[length])
        : new Numbers.Doubles(new double[length]);
  }
}
