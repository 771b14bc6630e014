// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import java.util.Locale;
import java.util.Optional;

/**
 * A forecast beside what came.
 *
 * @param expectedPasses evaluations of f over the steps
 * @param passes the same, as counted
 * @param expectedSeconds of the phases solve and write, on the documented machine
 * @param seconds of these phases
 */
public record ForecastCheck(
    double expectedPasses, double passes, double expectedSeconds, double seconds) {

  /**
   * The check of a run; empty where its way was none of the forecast's candidates.
   *
   * @param seconds of its phases solve and write
   */
  public static Optional<ForecastCheck> of(
      PlanFigures plan, SolverFigures solution, double seconds) {
    return plan.plan()
        .forecast()
        .ofRun()
        .map(
            expected ->
                new ForecastCheck(
                    expected.passes(), solution.passes(), expected.seconds(), seconds));
  }

  /** Both, in a sentence. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "Forecast: %.2f passes and %.2g s to solve and write; it took %.2f passes and %.2g s.",
        expectedPasses,
        expectedSeconds,
        passes,
        seconds);
  }
}
