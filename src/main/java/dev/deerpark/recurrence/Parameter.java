// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.util.Locale;

/** Checks the numbers that define a model. */
final class Parameter {
  private Parameter() {}

  /**
   * @throws IllegalArgumentException with a sentence that names the parameter, if it is outside
   *     {@code least .. most} or not a number
   */
  static void requireWithin(String name, double value, double least, double most) {
    if (!(least <= value && value <= most)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' is %s but must be between %s and %s",
              name,
              text(value),
              text(least),
              text(most)));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
