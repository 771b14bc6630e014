// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.recurrence.JacobianForm;

/**
 * One iteration. Iteration 0 evaluates the guess.
 *
 * @param iteration number of updates so far
 * @param form of the Jacobians in the sweep
 * @param damping of the update before the sweep
 * @param sweep its summary
 * @param seconds wall time
 */
public record IterationRecord(
    int iteration, JacobianForm form, Damping damping, Sweep sweep, double seconds) {

  private SweepSummary summary() {
    return sweep.summary();
  }

  /** The precision of the filter that damped the update; 0 for none. */
  public double lambda() {
    return damping.lambda();
  }

  /** The largest scaled jump at a joint. */
  public double residual() {
    return summary().residual();
  }

  /** The largest scaled move of a start state; infinite for iteration 0. */
  public double update() {
    return iteration == 0 ? Double.POSITIVE_INFINITY : summary().update().largest();
  }

  /**
   * The largest scaled change of outputs along the walks; infinite for iteration 0, and 0 where
   * states are compared.
   */
  public double outputChange() {
    return iteration == 0 ? Double.POSITIVE_INFINITY : summary().update().outputChange();
  }

  /** The largest scaled move of the next update. */
  public double estimatedError() {
    return sweep.estimatedError();
  }

  /** The number of segments at the beginning that are joined within the tolerance. */
  public long settledSegments() {
    return summary().settledSegments();
  }

  /** The number of segments at the beginning whose start has no error at all. */
  public long exactSegments() {
    return summary().exactSegments();
  }

  /** The number of segments whose start moved, all of which were walked. */
  public long movedSegments() {
    return iteration == 0 ? summary().segments() : summary().update().moved();
  }

  /** Evaluations of f in this sweep. */
  public long steps() {
    return summary().work().steps();
  }

  /** The cost of its tangents, in evaluations of f. */
  public long tangentSteps() {
    return summary().work().tangentSteps();
  }

  /**
   * The method's own evaluations of f, including the cost of tangents: without those that
   * recomputed Jacobians, so that no decision depends on the available memory.
   */
  public long methodSteps() {
    return summary().work().walks().all();
  }

  /** The largest absolute difference of two walks at a point where they counted as met. */
  public double largestJump() {
    return summary().largestJump();
  }

  /** The number of Jacobians and states that were not finite and were replaced. */
  public long refused() {
    return summary().nonFinite().refused();
  }

  /** The largest absolute number among the start states. */
  public double largestState() {
    return summary().magnitudes().start();
  }

  /**
   * The largest absolute number in the settled prefix, which is certain; for the guess, also in the
   * ends of its segments.
   */
  public double plausible() {
    return iteration == 0 ? summary().magnitudes().end() : summary().magnitudes().settled();
  }

  /**
   * The largest Lyapunov exponent along the iterate, in nats per step; NaN where there were no full
   * Jacobians.
   */
  public double exponent() {
    return summary().growth().exponent();
  }

  /**
   * The natural logarithm of the largest growth of a small difference along the iterate; NaN where
   * there were no full Jacobians.
   */
  public double overshoot() {
    return summary().growth().steps() == 0 ? Double.NaN : summary().growth().overshoot();
  }
}
