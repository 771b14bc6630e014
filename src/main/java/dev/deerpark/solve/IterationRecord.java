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
 * @param form what the sweep kept of the Jacobians
 * @param damping of the update that led here
 * @param sweep what it came to
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

  /** The largest scaled move that the next update is about to make. */
  public double estimatedError() {
    return sweep.estimatedError();
  }

  /** Segments at the beginning that are joined within the tolerance. */
  public long settledSegments() {
    return summary().settledSegments();
  }

  /** Segments at the beginning whose start has no error at all. */
  public long exactSegments() {
    return summary().exactSegments();
  }

  /** Segments whose start moved, all of which were walked. */
  public long movedSegments() {
    return iteration == 0 ? summary().segments() : summary().update().moved();
  }

  /** Evaluations of f in this sweep. */
  public long steps() {
    return summary().work().steps();
  }

  /** Evaluations of f that its tangents were worth. */
  public long tangentSteps() {
    return summary().work().tangentSteps();
  }

  /**
   * Evaluations of f, those that tangents were worth included, that the method asks for: without
   * those that computed Jacobians once more, so that nothing decided by it depends on the memory at
   * hand.
   */
  public long methodSteps() {
    return summary().work().walks().all();
  }

  /** The largest absolute difference of two walks where they were taken to have met. */
  public double largestJump() {
    return summary().largestJump();
  }

  /** Jacobians and states that were not finite, and what stands in for them. */
  public long refused() {
    return summary().nonFinite().refused();
  }

  /** The largest absolute number among the start states. */
  public double largestState() {
    return summary().magnitudes().start();
  }

  /**
   * The largest absolute number in what is sure, the settled prefix, and for the guess in where its
   * segments end.
   */
  public double plausible() {
    return iteration == 0 ? summary().magnitudes().end() : summary().magnitudes().settled();
  }

  /**
   * The largest Lyapunov exponent along the iterate, in nats per step; NaN where no full Jacobians
   * were at hand.
   */
  public double exponent() {
    return summary().growth().exponent();
  }

  /**
   * The natural logarithm of the largest growth of a small difference along the iterate; NaN where
   * no full Jacobians were at hand.
   */
  public double overshoot() {
    return summary().growth().steps() == 0 ? Double.NaN : summary().growth().overshoot();
  }
}
