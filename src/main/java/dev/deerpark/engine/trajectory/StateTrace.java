// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.engine.summary.Closeness;
import java.io.Serializable;
import java.util.Locale;

/**
 * The results of walking the states of some consecutive segments into a sink.
 *
 * @param firstStart {@code [D]}: the start state of the first segment; shared
 * @param lastEnd {@code [D]}: the state after the last step; shared
 * @param residual the largest scaled difference of a segment's walked end and the next one's start,
 *     see {@link Closeness}
 * @param digest of all states with their steps: a sum, so that it does not depend on the blocks
 */
public record StateTrace(double[] firstStart, double[] lastEnd, double residual, long digest)
    implements Serializable {

  /** The trace of these segments followed by those right after them. */
  public StateTrace then(StateTrace later, Closeness closeness) {
    double jump = closeness.distance(lastEnd, later.firstStart);
    return new StateTrace(
        firstStart,
        later.lastEnd,
        Math.max(Math.max(residual, later.residual), jump),
        digest + later.digest);
  }

  /** The digest in hexadecimal. */
  public String digestText() {
    return String.format(Locale.ROOT, "%016x", digest);
  }

  /** Collects the trace of a walk along one block. */
  static final class Builder {
    private final double[] firstStart;
    private final Closeness closeness;
    private double residual;
    private long digest;

    Builder(double[] firstStart, Closeness closeness) {
      this.firstStart = firstStart;
      this.closeness = closeness;
    }

    void joint(double[] end, double[] start) {
      residual = Math.max(residual, closeness.distance(end, start));
    }

    /** Adds a state, the {@code size} numbers from {@code at} on. */
    void visit(long step, Numbers states, int at, int size) {
      long a = SplitMix64.mix(step);
      long b = SplitMix64.mix(a);
      long c = SplitMix64.mix(b);
      long d = SplitMix64.mix(c);
      int i = at;
      // four independent chains
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

    /** One round: the last mix depends on every bit of the state. */
    private static long stir(long hash) {
      long product = hash * SplitMix64.GAMMA;
      return product ^ (product >>> 32);
    }

    StateTrace build(double[] end) {
      return new StateTrace(firstStart, end.clone(), residual, digest);
    }
  }
}
