// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

/** The generator splitmix64 (Steele, Lea and Flood, OOPSLA 2014), which also mixes checksums. */
public final class SplitMix64 {
  /** The increment from one state to the next: the golden ratio as a fraction of 2^64, odd. */
  public static final long GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /**
   * The number that the generator draws from a state. Each of its bits depends on all bits of the
   * state.
   */
  public static long mix(long state) {
    long z = state + GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
