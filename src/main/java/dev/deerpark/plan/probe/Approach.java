// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

/**
 * How near walks that began later have come to one that began long before, in what the tolerance is
 * for.
 *
 * @param steps of the later walks
 * @param lastApart the last number of steps after which one of them was not near yet, 0 for none
 * @param apart the largest scaled distance towards the end
 * @param nats by which the largest distance has shrunk over {@link #over} steps; NaN where that was
 *     not measured
 */
record Approach(int steps, int lastApart, double apart, double nats) {

  /** Walks that were given up at some distance. */
  static Approach givenUp(int steps, double apart) {
    return new Approach(steps, steps, apart, Double.NaN);
  }

  /** The steps over which distances are compared. */
  int over() {
    return steps / 2;
  }

  /** Whether all walks have stayed near for the last quarter of their steps. */
  boolean isThere() {
    return lastApart <= steps / 4 * 3;
  }

  /** Follows distances as they are measured. */
  static final class Measured {
    private final int most;
    private final double near;
    private int steps;
    private int lastApart;
    private double before;
    private double after;

    /**
     * @param most steps of the walks
     * @param near the distance within which they count as one
     */
    Measured(int most, double near) {
      this.most = most;
      this.near = near;
    }

    /** The largest distance after so many steps. */
    void after(int steps, double distance) {
      this.steps = steps;
      // NaN is not near
      if (!(distance <= near)) {
        lastApart = steps;
      }
      if (steps > most / 4 && steps <= most / 2) {
        before = Math.max(before, distance);
      } else if (steps > most / 4 * 3) {
        after = Math.max(after, distance);
      }
    }

    Approach approach() {
      return new Approach(steps, lastApart, after, Math.log(before / after));
    }
  }
}
