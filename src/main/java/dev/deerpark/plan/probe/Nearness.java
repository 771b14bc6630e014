// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.engine.sweep.SweepRule;

/** When the states of two walks at the same step count as one. */
@FunctionalInterface
interface Nearness {

  /**
   * Whether two walks have met.
   *
   * @param state {@code [D]}, not modified
   * @param other {@code [D]}, not modified
   */
  boolean haveMet(double[] state, double[] other);

  /** As the walks of a run meet: as close as rounding lets them. */
  static Nearness asWalksMeet(SweepRule rule) {
    return rule.meeting()::haveMet;
  }

  /**
   * In what the tolerance is for, states or outputs, within half of it: then a walk joins the next.
   */
  static Nearness asSegmentsJoin(SweepRule rule) {
    Closeness closeness = rule.closeness();
    // NaN is not near
    return (state, other) -> closeness.distance(other, state) <= closeness.tolerance() / 2;
  }
}
