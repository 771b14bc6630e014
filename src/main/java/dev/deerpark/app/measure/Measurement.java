// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.measure;

import dev.deerpark.report.Verification;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One timed run of a method.
 *
 * @param method that was taken
 * @param layout that was planned
 * @param burnIn steps of each segment's burn-in; empty where there was none
 * @param probeSteps evaluations of f by the probe
 * @param solution of the solver
 * @param times when it happened
 * @param verification of its states; empty where they were not checked
 */
public record Measurement(
    Method method,
    Layout layout,
    OptionalInt burnIn,
    long probeSteps,
    Solution solution,
    Times times,
    Optional<Verification> verification) {

  /**
   * When a run happened, by the clock of the driver's machine, as in Spark's events, and how long
   * it took.
   *
   * @param beganMillis when the probe began, in milliseconds since 1970
   * @param solvingMillis when the solver began
   * @param endedMillis when it ended
   * @param probeSeconds the probe and the plan
   * @param solveSeconds burn-in and all iterations
   */
  public record Times(
      long beganMillis,
      long solvingMillis,
      long endedMillis,
      double probeSeconds,
      double solveSeconds) {

    /** Probe, burn-in and all iterations. */
    public double seconds() {
      return probeSeconds + solveSeconds;
    }
  }

  /** Evaluations of f over the steps of the series, those of the probe included. */
  public double passes() {
    return (double) (solution.steps() + probeSteps) / layout.steps();
  }
}
