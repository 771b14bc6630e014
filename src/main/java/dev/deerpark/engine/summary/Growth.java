// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.Dense;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The growth of a small difference along a run of segments, as logarithms, from products of the
 * segments' full Jacobians with a vector. Adjacent runs are combined in time order. The mean over
 * the steps estimates the largest Lyapunov exponent; the overshoot is the largest factor by which
 * rounding errors are amplified.
 *
 * <p>Every block begins with a vector of its own, so that blocks are independent. A vector of
 * arbitrary direction grows at another rate than one that has turned into the direction of fastest
 * growth, so along the first segments of a block the vector is turned without being measured; these
 * count as growing at the mean rate of the others. If the blocks are long enough for this, the
 * exponent does not depend on their number.
 *
 * <p>Nothing is carried across a restart, where another series begins: the growth in a segment with
 * one is not measured.
 *
 * @param steps over which it was measured; 0 where there were no Jacobians
 * @param sum logarithm of the growth over the whole run, added up over its series
 * @param highest the largest sum of a beginning of the run, at least 0; within its first series
 * @param lastRise the largest sum of an end of the run, at least 0; within its last series
 * @param overshoot the largest sum of any part of the run within one series, at least 0
 * @param restarts whether there is a restart in the run
 */
@DefaultSerializer(RecordSerializer.class)
public record Growth(
    long steps, double sum, double highest, double lastRise, double overshoot, boolean restarts)
    implements Serializable {

  /** The vector is turned along about this number of steps at most. */
  private static final int TURNING_STEPS = 256;

  /** And along no more than this fraction of a block's segments. */
  private static final int TURNING_PART = 4;

  /** Nothing measured. */
  public static final Growth NONE = new Growth(0, 0, 0, 0, 0, false);

  /** A segment with a restart. */
  private static final Growth RESTART = new Growth(0, 0, 0, 0, 0, true);

  /** One segment. */
  static Growth of(long steps, double logarithm) {
    double rise = Math.max(0, logarithm);
    return new Growth(steps, logarithm, rise, rise, rise, false);
  }

  /**
   * The segments of a block.
   *
   * @param size D
   * @param lengths {@code [S]}: steps of each segment
   * @param restarting {@code [S]}: which segments have a restart; empty where none has one
   * @param jacobians {@code [S][D][D]}, finite; a Jacobian of zeros counts as unknown and is not
   *     measured
   */
  public static Growth along(int size, int[] lengths, boolean[] restarting, double[] jacobians) {
    Probe probe = new Probe(size);
    double[] logarithms = new double[lengths.length];
    for (int segment = 0; segment < lengths.length; segment++) {
      logarithms[segment] = probe.push(jacobians, segment * size * size);
    }
    return of(lengths, restarting, logarithms);
  }

  /**
   * The segments of a block whose Jacobians are on a device.
   *
   * @param lengths {@code [S]}: steps of each segment
   * @param restarting {@code [S]}: which segments have a restart; empty where none has one
   * @param grown as {@link dev.deerpark.kernel.HeldJacobians#growth} gives it
   */
  public static Growth along(int[] lengths, boolean[] restarting, double[] grown) {
    double[] logarithms = new double[lengths.length];
    Arrays.setAll(
        logarithms, segment -> Math.log(grown[2 * segment]) + Math.log(grown[2 * segment + 1]));
    return of(lengths, restarting, logarithms);
  }

  private static Growth of(int[] lengths, boolean[] restarting, double[] logarithms) {
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
    for (int segment = 0; segment < lengths.length; segment++) {
      if (restarting.length > 0 && restarting[segment]) {
        growth = growth.then(RESTART);
        continue;
      }
      boolean known = steps > 0 && !Double.isNaN(logarithms[segment]);
      double logarithm = segment < turning ? lengths[segment] * (sum / steps) : logarithms[segment];
      growth = known ? growth.then(of(lengths[segment], logarithm)) : growth;
    }
    return growth;
  }

  /** The number of segments at the beginning of a block that turn the vector. */
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
        restarts ? highest : Math.max(highest, sum + later.highest),
        later.restarts ? later.lastRise : Math.max(later.lastRise, lastRise + later.sum),
        Math.max(Math.max(overshoot, later.overshoot), lastRise + later.highest),
        restarts || later.restarts);
  }

  /** The mean growth per step, in nats; NaN where nothing was measured. */
  public double exponent() {
    return steps == 0 ? Double.NaN : sum / steps;
  }

  /** A vector that is multiplied by one Jacobian after the other and normalised each time. */
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
     * The logarithm of the vector's growth by the matrix that begins at an offset; NaN, with a
     * fresh vector, where that is not defined.
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
