// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.TypedValues;
import dev.deerpark.settings.streaming.OrderRules.Late;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a stream: typed, checked, and consistent with each other.
 *
 * @param run the model, the columns, the precision, the kernel and what is written, as those of a
 *     batch run
 * @param series the column that tells the series apart; empty where all rows are of one series
 * @param rules for rows that do not follow each other
 */
public record StreamSettings(EvaluateSettings run, Optional<String> series, OrderRules rules) {

  /** The options of a stream. */
  public static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Option.MODEL,
              Option.ONNX_FROM,
              Option.ONNX_TO,
              Option.MODEL_CLASS,
              Option.MODEL_PARAM,
              Option.TIME_COLUMN,
              Option.TIME_STEP,
              Option.VALUE_COLUMNS,
              Option.INITIAL_STATE,
              Option.SERIES_COLUMN,
              Option.GAPS,
              Option.DUPLICATES,
              Option.LATE,
              Option.LONGEST_FILL,
              Option.PRECISION,
              Option.KERNEL,
              Option.EMIT,
              Option.STATES_AS,
              Option.OUTPUT_SCALE));

  /**
   * Settings from options by their names, such as {@code "time-column"}.
   *
   * @param options take precedence over the configuration
   * @param configuration Spark's, with keys such as {@code spark.deerpark.time-column}; those of
   *     other options are ignored
   * @throws BadInputException on an invalid value, a missing model, and a name that is none; the
   *     message names the option
   */
  public static StreamSettings of(Map<String, String> options, Map<String, String> configuration) {
    Map<Option, String> typed = new EnumMap<>(Option.class);
    options.forEach((name, value) -> typed.put(named(name), value));
    return of(OptionValues.resolve(typed, configuration).withDefaultsBut(OPTIONS));
  }

  private static Option named(String name) {
    return OPTIONS.stream()
        .filter(option -> option.bareName().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static BadInputException unknown(String name) {
    List<String> known = OPTIONS.stream().map(Option::bareName).toList();
    return new BadInputException(
        "A stream has no option '"
            + Names.cut(name)
            + "'. "
            + Names.nearest(name, known)
                .map(near -> "Did you mean '" + near + "'?")
                .orElse("It has " + String.join(", ", known) + "."));
  }

  /**
   * Settings from the values of all options, of which those that a stream does not have are unset.
   */
  static StreamSettings of(OptionValues values) {
    TypedValues typed = new TypedValues(values);
    EvaluateSettings run = EvaluateSettings.forInspect(values);
    OrderRules rules =
        new OrderRules(
            run.input().times().gaps(),
            run.input().times().duplicates(),
            typed.choice(Option.LATE, Late.class).orElseThrow(),
            typed.count(Option.LONGEST_FILL, 1).orElseThrow());
    if (rules.gaps() != Gaps.FILL_PREVIOUS) {
      typed.requireDefaults(
          "no missing rows are filled in; leave it out, or give --gaps fill-previous",
          Option.LONGEST_FILL);
    }
    return new StreamSettings(run, typed.column(Option.SERIES_COLUMN), rules);
  }
}
