// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.Locale;

/**
 * What walking the solution through a block showed; traces of adjacent blocks join in order.
 *
 * @param firstStart {@code [D]}: where it began
 * @param lastEnd {@code [D]}: where it ended
 * @param residual the largest scaled jump from a segment's walked end to the next start
 * @param digest of all states with their steps: a sum, so that it does not depend on the blocks
 */
public record BlockTrace(double[] firstStart, double[] lastEnd, double residual, long digest)
    implements Serializable {

  /** This block and the one right after it. */
  public BlockTrace then(BlockTrace later) {
    double jump = States.scaledDistance(lastEnd, later.firstStart);
    return new BlockTrace(
        firstStart,
        later.lastEnd,
        Math.max(Math.max(residual, later.residual), jump),
        digest + later.digest);
  }

  /** The digest in hexadecimal. */
  public String digestText() {
    return String.format(Locale.ROOT, "%016x", digest);
  }

  /** Collects what a walk sees. */
  static final class Builder {
    private final double[] firstStart;
    private double residual;
    private long digest;

    Builder(double[] firstStart) {
      this.firstStart = firstStart;
    }

    void joint(double[] end, double[] start) {
      residual = Math.max(residual, States.scaledDistance(end, start));
    }

    /** Sees a state, the {@code size} numbers from {@code at} on. */
    void visit(long step, Numbers states, int at, int size) {
      long a = SplitMix64.mix(step);
      long b = SplitMix64.mix(a);
      long c = SplitMix64.mix(b);
      long d = SplitMix64.mix(c);
      int i = at;
      // four chains, which do not wait for each other
      for (int end = at + size - size % 4; i < end; i += 4) {
        a = stir(a ^ states.bits(i));
        b = stir(b ^ states.bits(i + 1));
        c = stir(c ^ states.bits(i + 2));
        d = stir(d ^ states.bits(i + 3));
      }
      for (; i < at + size; i++) {
        a = stir(a ^ states.bits(i));
      }
      digest += SplitMix64.mix(stir(stir(stir(a) ^ b) ^ c) ^ d);
    }

    /** One round: every bit of the state reaches the last mix. */
    private static long stir(long hash) {
      long product = hash * SplitMix64.GAMMA;
      return product ^ (product >>> 32);
    }

    BlockTrace build(double[] end) {
      return new BlockTrace(firstStart, end.clone(), residual, digest);
    }
  }
}
