// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

/** Division of whole numbers that leaves a rest. */
public final class Division {
  private Division() {}

  /**
   * {@code a / b} rounded up, for {@code a >= 0} and {@code b >= 1} with {@code a + b - 1} in
   * range.
   */
  public static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }

  /**
   * The multiple of {@code b} that is nearest to {@code a}, among those that are at least {@code b}
   * and are an {@code int}; for both above 0. Of two, the smaller.
   */
  public static int nearestMultiple(int a, int b) {
    long below = (long) Math.max(1, a / b) * b;
    long above = below + b;
    return (int) (above <= Integer.MAX_VALUE && above - a < a - below ? above : below);
  }
}
