// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import java.util.Arrays;

/** States in which runs begin, in the precision of the run. */
final class StartStates {
  private StartStates() {}

  /**
   * A state in a precision, as a fresh array.
   *
   * @param state {@code [D]}, finite; not modified
   * @param name of the state at the beginning of a sentence
   * @throws BadInputException for a number that is not finite in this precision
   */
  static double[] rounded(double[] state, Precision precision, String name) {
    double[] rounded = Arrays.stream(state).map(precision::round).toArray();
    for (int i = 0; i < rounded.length; i++) {
      if (!Double.isFinite(rounded[i])) {
        throw new BadInputException(
            name
                + " has "
                + state[i]
                + " at ["
                + i
                + "], which is too large for float. Give --precision double.");
      }
    }
    return rounded;
  }
}
