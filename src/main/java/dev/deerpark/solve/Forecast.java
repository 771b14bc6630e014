// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * A forecast of the rest of a run, by extrapolation to the nearer of two goals: the whole sequence
 * settled, at the pace of the settled prefix, or the residual within the tolerance, at its rate of
 * decrease.
 *
 * @param iterations still to come, at least 1
 * @param passes evaluations of f in all sweeps of the whole run, over the number of steps
 * @param cost the same for the method's own evaluations, including the cost of tangents: the cost
 *     relative to one walk of the loop; Jacobians that are recomputed to save memory are left out
 */
public record Forecast(double iterations, double passes, double cost) {
  /** The number of past iterations used. */
  private static final int WINDOW = 4;

  /**
   * The forecast; empty before the second iteration, or where there is no progress.
   *
   * @param segments of the sequence
   * @param steps of the sequence
   */
  public static Optional<Forecast> of(
      List<IterationRecord> history, long segments, long steps, double tolerance) {
    if (history.size() < 3) {
      return Optional.empty();
    }
    IterationRecord now = history.get(history.size() - 1);
    IterationRecord then = history.get(Math.max(1, history.size() - 1 - WINDOW));
    double went = now.iteration() - then.iteration();
    double pace = (now.settledSegments() - then.settledSegments()) / went;
    double rate = Math.log(then.residual() / now.residual()) / went;
    double bySettling =
        pace > 0 ? (segments - now.settledSegments()) / pace : Double.POSITIVE_INFINITY;
    double byResidual =
        rate > 0 ? Math.log(now.residual() / tolerance) / rate : Double.POSITIVE_INFINITY;
    double iterations = Math.max(1, Math.ceil(Math.min(bySettling, byResidual)));
    if (!(iterations < Double.POSITIVE_INFINITY)) {
      return Optional.empty();
    }
    return Optional.of(
        new Forecast(
            iterations,
            inAll(history, IterationRecord::steps, iterations) / steps,
            inAll(history, IterationRecord::methodSteps, iterations) / steps));
  }

  /** The steps spent so far, and those of the last sweep for each further one. */
  private static double inAll(
      List<IterationRecord> history, ToLongFunction<IterationRecord> work, double more) {
    double spent = history.stream().mapToLong(work).sum();
    return spent + more * work.applyAsLong(history.get(history.size() - 1));
  }
}
