// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import java.util.OptionalDouble;

/**
 * When to keep a state: as soon as the work since the last one, which would be lost, has taken
 * long, and long compared with keeping it. Immutable.
 *
 * @param every the seconds of work that may be lost; empty: a minute, or more where keeping a state
 *     takes long
 * @param cost of keeping one, in seconds
 * @param since when work has been at risk, as {@link System#nanoTime} has it
 */
record Pace(OptionalDouble every, double cost, long since) {
  private static final double SECONDS = 60;

  /** Keeping states takes at most this fraction of a run's time. */
  private static final double SHARE = 0.1;

  /** The pace of a run that begins. */
  static Pace of(OptionalDouble every, long now) {
    return new Pace(every, 0, now);
  }

  boolean isDue(long now) {
    return (now - since) / 1e9 >= every.orElse(Math.max(SECONDS, cost / SHARE));
  }

  /** After a state was kept, or could not be kept. */
  Pace kept(long began, long now) {
    return new Pace(every, (now - began) / 1e9, now);
  }
}
