// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.sweep.SweepRule;
import java.util.Locale;

/**
 * How far the states of a run may be from the loop's, as a scaled distance {@code |a - b| / (1 +
 * |b|)}. It is fixed by what the run measured on its own solution, before anything is compared:
 *
 * <pre>
 *   bound = amplification * tolerance + 16 ulp
 * </pre>
 *
 * <p>A joint may be off by the tolerance, and the dynamics make so much of it. The floor is what
 * rounding does where two walks are taken to have met. The loop's own walk has no joints: for it
 * the bound is the floor.
 *
 * @param value the bound, above 0
 * @param amplification of which it is made; 0 for the loop's own walk
 */
public record ErrorBound(double value, double amplification) {
  private static final int FLOOR_ULPS = 16;

  /** The bound of a solution. */
  public static ErrorBound of(Solution solution, SweepRule rule) {
    double amplification = solution.walked() ? 0 : solution.amplification();
    double floor = FLOOR_ULPS * rule.precision().ulpOfOne();
    return new ErrorBound(amplification * rule.tolerance() + floor, amplification);
  }

  /** Whether a scaled difference is within it; one that is not a number never is. */
  public boolean covers(double scaled) {
    return scaled <= value;
  }

  /** The bound and how it comes about. */
  @Override
  public String toString() {
    return amplification == 0
        ? String.format(Locale.ROOT, "%.2e (rounding, for the loop's own walk)", value)
        : String.format(
            Locale.ROOT,
            "%.2e (the tolerance times the measured amplification %.3g, and rounding)",
            value,
            amplification);
  }
}
