// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.BadSeries;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GuessSettings.Kind;
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
    refuse(
        input.range().isPresent(),
        "--range",
        "each series has times of its own. Leave it out, and select the rows before");
    refuse(
        input.times().gaps() != Gaps.FAIL,
        "--gaps",
        "every series needs all of its times. Leave it out, and fill the gaps before");
    refuse(
        input.times().duplicates() != Duplicates.FAIL,
        "--duplicates",
        "every series needs each of its times once. Leave it out, and drop the duplicates before");
    refuse(
        settings.output().finalState().isPresent(),
        "--final-state",
        "the file holds one state. Leave it out; the last row of each series in the result has its"
            + " last state");
    refuse(
        settings.layout().checkpoint().isPresent(),
        "--checkpoint",
        "the state of a run over many series is not kept. Leave it out");
    refuse(
        settings.solver().guess().filter(guess -> guess.kind() == Kind.WARM).isPresent(),
        "--guess warm",
        "an earlier result is read by its times alone. Leave it out");
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
