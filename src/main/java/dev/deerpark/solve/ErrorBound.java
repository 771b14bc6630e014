// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.sweep.SweepRule;
import java.util.Locale;

/**
 * How far the states of a run may be from the loop's, as a scaled distance {@code |a - b| / (1 +
 * |b|)}. It is fixed from the run's measurements on its own solution, before anything is compared:
 *
 * <pre>
 *   bound = amplification * tolerance + 16 ulp
 * </pre>
 *
 * <p>A joint may be off by the tolerance, which the dynamics amplify. The floor is the rounding
 * error where two walks count as met. The loop's own walk has no joints: its bound is the floor
 * alone.
 *
 * @param value the bound, above 0
 * @param amplification in the formula; 0 for the loop's own walk
 * @param isCounted whether the amplification is the number of walks, which an estimate of the error
 *     has shown to be enough
 */
public record ErrorBound(double value, double amplification, boolean isCounted) {
  private static final int FLOOR_ULPS = 16;

  /** The bound of a solution. */
  public static ErrorBound of(Solution solution, SweepRule rule) {
    double amplification = solution.walked() ? 0 : solution.amplification();
    double floor = FLOOR_ULPS * rule.precision().ulpOfOne();
    boolean isCounted = !solution.walked() && amplification == solution.iterations() + 1;
    return new ErrorBound(amplification * rule.tolerance() + floor, amplification, isCounted);
  }

  /** Whether a scaled difference is within it; NaN never is. */
  public boolean covers(double scaled) {
    return scaled <= value;
  }

  /** The bound and its derivation, for people; one above 1 allows any state of moderate size. */
  @Override
  public String toString() {
    return amplification == 0
        ? String.format(Locale.ROOT, "%.2e (rounding, for the loop's own walk)", value)
        : String.format(
            Locale.ROOT,
            "%.2e (the tolerance times the %s %.3g, and rounding%s)",
            value,
            isCounted ? "number of walks," : "measured amplification",
            amplification,
            value > 1 ? "; above 1 it says nothing about the states" : "");
  }
}
