package dev.deerpark.io;

import dev.deerpark.engine.SweepSummary;
import dev.deerpark.sequence.Numbers;
import java.io.Serializable;

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
    double jump = SweepSummary.scaledDistance(lastEnd, later.firstStart);
    return new BlockTrace(
        firstStart,
        later.lastEnd,
        Math.max(Math.max(residual, later.residual), jump),
        digest + later.digest);
  }

  /** The digest in hexadecimal. */
  public String digestText() {
    return String.format("%016x", digest);
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
      residual = Math.max(residual, SweepSummary.scaledDistance(end, start));
    }

    /** Sees a state, the {@code size} numbers from {@code at} on. */
    void visit(long step, Numbers states, int at, int size) {
      long a = mix(step);
      long b = mix(a);
      long c = mix(b);
      long d = mix(c);
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
      digest += mix(stir(stir(stir(a) ^ b) ^ c) ^ d);
    }

    /** One round: every bit of the state reaches the last mix. */
    private static long stir(long hash) {
      long product = hash * 0x9e3779b97f4a7c15L;
      return product ^ (product >>> 32);
    }

    BlockTrace build(double[] end) {
      return new BlockTrace(firstStart, end.clone(), residual, digest);
    }

    /** The finaliser of splitmix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mix(long value) {
      long z = value + 0x9e3779b97f4a7c15L;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      return z ^ (z >>> 31);
    }
  }
}
