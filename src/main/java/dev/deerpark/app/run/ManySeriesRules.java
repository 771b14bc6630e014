// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.BadSeries;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.InputSettings;

/** Which options do not go together with many series in one table. */
final class ManySeriesRules {
  private ManySeriesRules() {}

  /**
   * Refuses an option that speaks of a single series, where there are many.
   *
   * @throws BadInputException with the option and advice
   */
  static void check(EvaluateSettings settings) {
    InputSettings input = settings.input();
    if (input.series().isEmpty()) {
      if (input.times().badSeries() != BadSeries.FAIL) {
        throw new BadInputException(
            "--on-bad-series is for many series: name their --series-column, or leave it out.");
      }
      return;
    }
    if (input.series().get().equals(input.timeColumn())) {
      throw new BadInputException(
          "--series-column is '"
              + input.timeColumn()
              + "', which is the time column. Name another.");
    }
  }

  /**
   * Refuses a model of several nodes, where there are many series.
   *
   * @throws BadInputException with advice
   */
  static void refuseNetwork(EvaluateSettings settings, String model) {
    refuse(
        settings.input().series().isPresent(),
        "the model " + model,
        "a network of several nodes is evaluated over one series at a time. Give each series a run,"
            + " or a model of one recurrence");
  }

  private static void refuse(boolean given, String what, String reason) {
    if (given) {
      throw new BadInputException("--series-column with " + what + ": " + reason + ".");
    }
  }
}
