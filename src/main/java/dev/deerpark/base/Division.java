// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

/** Division of whole numbers, upwards. */
public final class Division {
  private Division() {}

  /**
   * {@code a / b} rounded up, for {@code a >= 0} and {@code b >= 1} with {@code a + b - 1} in
   * range.
   */
  public static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }
}
