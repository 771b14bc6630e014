// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The settings of {@code generate}: typed, checked, and consistent with each other.
 *
 * @param output the folder for the series
 * @param overwrite whether an existing one may be replaced
 * @param steps rows to write, at least 2
 * @param timeColumn the column of time indexes
 * @param columns to fill; may be empty
 * @param fill of the columns
 * @param seed of the random numbers
 * @param partitions number of files, at least 1; empty: chosen
 * @param values every option as text with its source, for the start-up print
 */
public record GenerateSettings(
    String output,
    boolean overwrite,
    long steps,
    String timeColumn,
    List<String> columns,
    Fill fill,
    long seed,
    OptionalInt partitions,
    OptionValues values) {

  /** The ways to fill columns. */
  public enum Fill {
    /** Independent standard normal numbers. */
    NORMAL,
    /** A slow sine wave per column. */
    SINE
  }

  /** The options that the command has. */
  public static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Option.STEPS,
              Option.COLUMNS,
              Option.KIND,
              Option.SEED,
              Option.TIME_COLUMN,
              Option.PARTITIONS,
              Option.OUTPUT,
              Option.OVERWRITE,
              Option.VERBOSE));

  /**
   * Settings from the options.
   *
   * @throws BadInputException on an invalid value and on a missing one; the message names the
   *     option
   */
  public static GenerateSettings of(OptionValues all) {
    OptionValues values = all.only(OPTIONS);
    TypedValues typed = new TypedValues(values);
    String output =
        typed
            .text(Option.OUTPUT)
            .orElseThrow(
                () ->
                    new BadInputException("--output is missing: name the folder for the series."));
    long steps =
        typed
            .whole(Option.STEPS, 2, 1L << 50)
            .orElseThrow(
                () -> new BadInputException("--steps is missing: say how many rows to write."));
    String timeColumn = typed.column(Option.TIME_COLUMN).orElseThrow();
    GenerateSettings settings =
        new GenerateSettings(
            output,
            typed.flag(Option.OVERWRITE),
            steps,
            timeColumn,
            columns(typed, timeColumn),
            typed.choice(Option.KIND, Fill.class).orElseThrow(),
            typed.whole(Option.SEED, Long.MIN_VALUE, Long.MAX_VALUE).orElseThrow(),
            typed.count(Option.PARTITIONS, 1),
            values);
    if (settings.columns.isEmpty()) {
      typed.requireDefaults(
          "there are no columns to fill; leave it out, or name some by --columns",
          Option.KIND,
          Option.SEED);
    }
    return settings;
  }

  private static List<String> columns(TypedValues typed, String timeColumn) {
    List<String> columns = typed.columns(Option.COLUMNS);
    List<String> all = new ArrayList<>(columns);
    all.add(timeColumn);
    if (all.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count() < all.size()) {
      throw typed.refused(
          Option.COLUMNS,
          "give every column a name of its own, not only in case, and another than the time column '"
              + timeColumn
              + "'");
    }
    return columns;
  }
}
