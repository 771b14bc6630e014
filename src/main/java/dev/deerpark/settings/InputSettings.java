// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.TimeRange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series to read.
 *
 * @param path a file or folder; absent with an example, and where {@code inspect} shows the model
 *     alone
 * @param timeColumn the column of the time index
 * @param valueColumns the model's inputs in order; empty: those that the model's sidecar names
 * @param range the part to evaluate; absent: the whole series
 * @param initialState a file that holds the start state; absent: the model's own
 * @param csv format of its files where they are CSV
 */
public record InputSettings(
    Optional<String> path,
    String timeColumn,
    List<String> valueColumns,
    Optional<TimeRange> range,
    Optional<String> initialState,
    CsvSettings csv) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,18}):(\\d{1,18})");

  /**
   * @throws BadInputException for a missing input, and for an invalid value
   */
  static InputSettings needed(TypedValues typed) {
    if (typed.given(Option.EXAMPLE, Option.INPUT).isEmpty()) {
      throw new BadInputException("--input is missing: name the file or folder of the series.");
    }
    return of(typed);
  }

  /**
   * The same, where the input may be missing.
   *
   * @throws BadInputException for a value that is none
   */
  static InputSettings of(TypedValues typed) {
    typed.requireAtMostOne(Option.EXAMPLE, Option.INPUT);
    return new InputSettings(
        typed.text(Option.INPUT),
        typed.text(Option.TIME_COLUMN).orElseThrow(),
        typed.columns(Option.VALUE_COLUMNS),
        typed.text(Option.RANGE).map(text -> range(text, typed)),
        typed.text(Option.INITIAL_STATE),
        CsvSettings.of(typed));
  }

  private static TimeRange range(String text, TypedValues typed) {
    Matcher matcher = RANGE.matcher(text);
    if (matcher.matches()) {
      long from = Long.parseLong(matcher.group(1));
      long to = Long.parseLong(matcher.group(2));
      if (from < to) {
        return new TimeRange(from, to);
      }
    }
    throw typed.refused(
        Option.RANGE, "give FROM:TO, two time indexes with 0 <= FROM < TO, such as 0:10000");
  }

  InputSettings withPath(String series) {
    return new InputSettings(
        Optional.of(series), timeColumn, valueColumns, range, initialState, csv);
  }
}
