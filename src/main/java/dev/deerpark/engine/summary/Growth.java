// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import dev.deerpark.linear.Dense;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How a small difference grows along a run of segments, as logarithms: from products of the
 * segments' full Jacobians with a vector. Adjacent runs add up in time order. The mean over the
 * steps estimates the largest Lyapunov exponent; the overshoot says by how much rounding errors are
 * blown up at worst.
 *
 * <p>Every block begins with a vector of its own, so that blocks need not wait for each other. A
 * vector of any direction grows otherwise than one that has been turned into the direction of
 * fastest growth, so the vector is turned along the first segments of a block without being looked
 * at; these count as growing at the mean rate of the others. So the exponent does not depend on how
 * many blocks there are, where blocks are long enough for that.
 *
 * @param steps over which it was measured; 0 where no Jacobians were at hand
 * @param sum logarithm of the growth over the whole run
 * @param highest the largest sum of a beginning of the run, at least 0
 * @param lastRise the largest sum of an end of the run, at least 0
 * @param overshoot the largest sum of any part of the run, at least 0
 */
public record Growth(long steps, double sum, double highest, double lastRise, double overshoot)
    implements Serializable {

  /** The vector is turned along no more steps than these, about. */
  private static final int TURNING_STEPS = 256;

  /** And along no more than such a part of a block's segments. */
  private static final int TURNING_PART = 4;

  /** Nothing measured. */
  public static final Growth NONE = new Growth(0, 0, 0, 0, 0);

  /** One segment. */
  static Growth of(long steps, double logarithm) {
    double rise = Math.max(0, logarithm);
    return new Growth(steps, logarithm, rise, rise, rise);
  }

  /**
   * The segments of a block.
   *
   * @param size D
   * @param lengths {@code [S]}: steps of each segment
   * @param jacobians {@code [S][D][D]}, finite; one of zeros is not known and is not measured
   */
  public static Growth along(int size, int[] lengths, double[] jacobians) {
    Probe probe = new Probe(size);
    double[] logarithms = new double[lengths.length];
    for (int segment = 0; segment < lengths.length; segment++) {
      logarithms[segment] = probe.push(jacobians, segment * size * size);
    }
    int turning = turning(lengths);
    double sum = 0;
    long steps = 0;
    for (int segment = turning; segment < lengths.length; segment++) {
      if (!Double.isNaN(logarithms[segment])) {
        sum += logarithms[segment];
        steps += lengths[segment];
      }
    }
    Growth growth = NONE;
    for (int segment = 0; segment < lengths.length && steps > 0; segment++) {
      boolean known = !Double.isNaN(logarithms[segment]);
      double logarithm = segment < turning ? lengths[segment] * (sum / steps) : logarithms[segment];
      growth = known ? growth.then(of(lengths[segment], logarithm)) : growth;
    }
    return growth;
  }

  /** How many segments at the beginning of a block turn the vector. */
  private static int turning(int[] lengths) {
    int most = (lengths.length + TURNING_PART - 1) / TURNING_PART;
    int turning = (TURNING_STEPS + lengths[0] - 1) / lengths[0];
    return Math.min(lengths.length - 1, Math.min(most, turning));
  }

  /** This run and the one right after it. */
  public Growth then(Growth later) {
    return new Growth(
        steps + later.steps,
        sum + later.sum,
        Math.max(highest, sum + later.highest),
        Math.max(later.lastRise, lastRise + later.sum),
        Math.max(Math.max(overshoot, later.overshoot), lastRise + later.highest));
  }

  /** The mean growth a step, in nats; NaN where nothing was measured. */
  public double exponent() {
    return steps == 0 ? Double.NaN : sum / steps;
  }

  /** A vector that is pushed through one Jacobian after the other and never grows long. */
  static final class Probe {
    private final int size;
    private final double[] vector;
    private final double[] pushed;

    Probe(int size) {
      this.size = size;
      this.vector = new double[size];
      this.pushed = new double[size];
      Arrays.fill(vector, 1 / Math.sqrt(size));
    }

    /**
     * The logarithm of the vector's growth by the matrix that begins at an offset; NaN, and a fresh
     * vector, where there is no such number.
     */
    double push(double[] jacobians, int offset) {
      Dense.multiplyVector(size, jacobians, offset, vector, pushed);
      double largest = 0;
      for (double entry : pushed) {
        // Math.max keeps NaN
        largest = Math.max(largest, Math.abs(entry));
      }
      if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
        Arrays.fill(vector, 1 / Math.sqrt(size));
        return Double.NaN;
      }
      double squares = 0;
      for (double entry : pushed) {
        squares += (entry / largest) * (entry / largest);
      }
      double norm = Math.sqrt(squares);
      for (int i = 0; i < size; i++) {
        vector[i] = pushed[i] / largest / norm;
      }
      return Math.log(largest) + Math.log(norm);
    }
  }
}
