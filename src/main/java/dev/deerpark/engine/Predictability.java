// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import java.io.Serializable;

/**
 * How far rounding lets a trajectory be known: what becomes of a difference that is carried along
 * the solution, and never smaller than what the steps since it was last looked at have rounded: a
 * unit in the last place times the root of their number.
 *
 * @param steps over which it was followed
 * @param growth logarithm of a small difference's growth over all of them
 * @param error logarithm of the rounding error now, in units in the last place, at least 0
 * @param largestRise the largest such logarithm so far
 * @param knownUntil the last step, from 0, before the error first passed the tolerance; -1 for none
 * @param lastWithin the last step after which the error was within the tolerance; -1 for none.
 *     Where differences shrink again, that is about the end
 */
public record Predictability(
    long steps, double growth, double error, double largestRise, long knownUntil, long lastWithin)
    implements Serializable {

  /** Before the first step. */
  static final Predictability START = new Predictability(0, 0, 0, 0, -1, -1);

  /**
   * After some more steps.
   *
   * @param logarithm of a small difference's growth over them
   * @param allowed logarithm of the error, in units in the last place, that is within the tolerance
   */
  Predictability then(long more, double logarithm, double allowed, long lastStep) {
    double now = Math.max(0.5 * Math.log(more), error + logarithm);
    return new Predictability(
        steps + more,
        growth + logarithm,
        now,
        Math.max(largestRise, now),
        now <= allowed && knownUntil == lastWithin ? lastStep : knownUntil,
        now <= allowed ? lastStep : lastWithin);
  }

  /** The largest Lyapunov exponent, in nats a step; NaN before the first. */
  public double exponent() {
    return steps == 0 ? Double.NaN : growth / steps;
  }
}
