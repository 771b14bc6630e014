// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.forecast;

import java.util.Locale;

/**
 * One way to evaluate a series, and its expected cost.
 *
 * @param way it
 * @param passes evaluations of f over the steps, the probe's included
 * @param walkSeconds of all walks
 * @param jobSeconds that Spark's jobs take besides
 * @param writeSeconds of writing the rows
 */
public record Candidate(
    Way way, double passes, double walkSeconds, double jobSeconds, double writeSeconds) {

  /** Seconds of the walks, with Spark's jobs. */
  public double solveSeconds() {
    return walkSeconds + jobSeconds;
  }

  /** Seconds of everything after the series was read and before the result is checked. */
  public double seconds() {
    return solveSeconds() + writeSeconds;
  }

  /** {@code loop 2.0 passes in 4.1 s}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.2f passes in %s", way.label(), passes, text(seconds()));
  }

  /** Seconds with as many digits as a forecast deserves. */
  public static String text(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2g s" : "%,.0f s", seconds);
  }
}
