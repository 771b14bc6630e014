// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.plan.forecast.Candidate;
import dev.deerpark.solve.Method;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The expected evaluations of f, over the steps of the series.
 *
 * @param passes empty where they depend on the number of iterations
 * @param description of their parts
 */
public record ExpectedPasses(OptionalDouble passes, String description) {

  /** Those of a way that takes several walks. */
  static ExpectedPasses of(Candidate candidate) {
    return new ExpectedPasses(
        OptionalDouble.of(candidate.passes()),
        candidate.way().label() + ", with the probe, a burn-in and a walk that writes");
  }

  /**
   * The passes as far as they are known before the first sweep.
   *
   * @param probeSteps of the probe
   * @param firstWalkWrites whether the first walk also writes the result
   */
  static ExpectedPasses of(
      Method method,
      FormChoice forms,
      Segments segments,
      Beginning beginning,
      long steps,
      long probeSteps,
      boolean firstWalkWrites) {
    double probe = (double) probeSteps / steps;
    if (method == Method.SEQUENTIAL) {
      return new ExpectedPasses(
          OptionalDouble.of(probe + 2), "the walk in order, and one that writes");
    }
    if (beginning.burnIn().isPresent() && segments.burnIn().isPresent()) {
      double burnIn = (double) beginning.burnIn().get().steps() / segments.length();
      return new ExpectedPasses(
          OptionalDouble.of(probe + burnIn + (firstWalkWrites ? 1 : 2)),
          String.format(
              Locale.ROOT,
              "probe %.2f, burn-in %.2f, %s, if that settles",
              probe,
              burnIn,
              firstWalkWrites ? "one walk that writes" : "one walk, and one that writes"));
    }
    return new ExpectedPasses(
        OptionalDouble.empty(),
        "at most one per iteration, and one that writes; Jacobians: " + forms);
  }

  /** {@code about 1.08: ...}. */
  @Override
  public String toString() {
    return passes.isPresent()
        ? String.format(Locale.ROOT, "about %.2f: %s", passes.getAsDouble(), description)
        : description;
  }
}
