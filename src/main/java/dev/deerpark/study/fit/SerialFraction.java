// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.fit;

/**
 * Karp and Flatt's serial fraction, found from a speed-up alone. Where it grows with the cores, it
 * is overhead rather than serial work that limits.
 */
public final class SerialFraction {
  private SerialFraction() {}

  /**
   * The fraction.
   *
   * @param speedup S over one core
   * @param cores N, at least 2
   */
  public static Estimate of(Estimate speedup, double cores) {
    return new Estimate(
        of(speedup.value(), cores), of(speedup.high(), cores), of(speedup.low(), cores));
  }

  private static double of(double speedup, double cores) {
    return (1 / speedup - 1 / cores) / (1 - 1 / cores);
  }
}
