// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.fit;

/**
 * A value and the interval that it lies in. An interval that is not known has NaN as its ends.
 *
 * @param value the best estimate
 * @param low the lower end
 * @param high the upper end
 */
public record Estimate(double value, double low, double high) {

  /** A value whose interval is not known. */
  public static Estimate of(double value) {
    return new Estimate(value, Double.NaN, Double.NaN);
  }
}
