// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.study.fit.Estimate;
import java.util.Locale;

/** Numbers as the page shows them. What is not known is a dash. */
final class Figures {
  private static final String UNKNOWN = "–";

  private Figures() {}

  /** Four digits, in figures where they are short. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return value == Double.POSITIVE_INFINITY ? "∞" : UNKNOWN;
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A number with its interval: {@code 1.234 (1.200 to 1.300)}. */
  static String number(Estimate estimate) {
    boolean known = !Double.isNaN(estimate.low()) && !Double.isNaN(estimate.high());
    return number(estimate.value())
        + (known ? " (" + number(estimate.low()) + " to " + number(estimate.high()) + ")" : "");
  }

  static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String percent(double fraction) {
    return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.1f", 100 * fraction) : UNKNOWN;
  }
}
