// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * How far a trajectory can be known despite rounding. A difference is followed along the solution.
 * It is never taken as smaller than the rounding of the steps since its last measurement: a unit in
 * the last place times the square root of their number.
 *
 * <p>A difference is measured in two ways: scaled as the tolerance is, and relative to the largest
 * state so far. The first also grows where a state returns from large numbers to zero, which is not
 * a growth of differences; so steps count as lost only where both have grown.
 *
 * @param steps over which it was followed
 * @param growth logarithm of a relative difference's growth over all of them
 * @param plainGrowth the same for the difference itself, which does not shrink where states merely
 *     become larger
 * @param error logarithm of the scaled rounding error now, in units in the last place, at least 0
 * @param relativeError the same, relative to the largest state so far
 * @param largestRise the largest such logarithm so far
 * @param knownUntil the last step, from 0, before the error first passed the tolerance; -1 for none
 * @param lastWithin the last step after which one of the errors was within the tolerance; -1 for
 *     none. Where differences shrink again, that is about the end. The step before a series begins
 *     counts as one
 * @param lost steps at the ends of the series before, after the last one within the tolerance
 * @param accumulation the accumulated error of the joints so far, at this step, see {@link
 *     #amplification}
 * @param amplification the largest accumulation so far, at least 1: the largest ratio of a state's
 *     scaled error to the error of one joint, if every joint has an error and one more may arise at
 *     any step. An error grows as the scaled difference does, and each joint adds its own: {@code a
 *     := max(1, growth * a)}, and 1 more at a joint
 */
@DefaultSerializer(RecordSerializer.class)
public record Predictability(
    long steps,
    double growth,
    double plainGrowth,
    double error,
    double relativeError,
    double largestRise,
    long knownUntil,
    long lastWithin,
    long lost,
    double accumulation,
    double amplification)
    implements Serializable {

  /** Before the first step. */
  static final Predictability START = new Predictability(0, 0, 0, 0, 0, 0, -1, -1, 0, 1, 1);

  /**
   * Continued over some more steps.
   *
   * @param plain logarithm of the growth of the difference over them
   * @param relative logarithm of the growth of the relative difference over them
   * @param scaled logarithm of the growth of the scaled difference
   * @param allowed logarithm of the error, in units in the last place, that is within the tolerance
   */
  Predictability then(
      long more, double plain, double relative, double scaled, double allowed, long lastStep) {
    double grown = Math.max(1, accumulation * Math.exp(scaled));
    double rounded = 0.5 * Math.log(more);
    double now = Math.max(rounded, error + scaled);
    double relativeNow = Math.max(rounded, relativeError + relative);
    return new Predictability(
        steps + more,
        growth + relative,
        plainGrowth + plain,
        now,
        relativeNow,
        Math.max(largestRise, now),
        now <= allowed && knownUntil == lastStep - more ? lastStep : knownUntil,
        Math.min(now, relativeNow) <= allowed ? lastStep : lastWithin,
        lost,
        grown,
        Math.max(amplification, grown));
  }

  /**
   * Continued from the given start state of another series, which has no error: only what was found
   * along the series before it stays.
   *
   * @param step its first step, from 0
   */
  Predictability restarted(long step) {
    return new Predictability(
        steps,
        growth,
        plainGrowth,
        0,
        0,
        largestRise,
        knownUntil,
        step - 1,
        lost + step - 1 - lastWithin,
        START.accumulation,
        amplification);
  }

  /** Continued over a joint of segments, which adds an error of its own. */
  Predictability joined() {
    double more = accumulation + 1;
    return new Predictability(
        steps,
        growth,
        plainGrowth,
        error,
        relativeError,
        largestRise,
        knownUntil,
        lastWithin,
        lost,
        more,
        Math.max(amplification, more));
  }

  /** The steps at the ends of series after the last one within the tolerance, of {@code whole}. */
  public long unknown(long whole) {
    return lost + whole - 1 - lastWithin;
  }

  /** The largest Lyapunov exponent, in nats per step; NaN before the first step. */
  public double exponent() {
    return steps == 0 ? Double.NaN : growth / steps;
  }
}
