// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.BadSeries;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.sequence.time.TimeWindow;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series to read.
 *
 * @param path a file or folder; absent with an example, a table, a query, and where {@code inspect}
 *     shows the model alone
 * @param table of Spark's catalog, in place of a path
 * @param sql a query, in place of a path
 * @param format of the files; absent: as their names say
 * @param timeColumn the column of times
 * @param valueColumns the model's inputs in order; empty: those that the model's sidecar names
 * @param range the part to evaluate; absent: the whole series
 * @param initialState a file that holds the start state; absent: the model's own
 * @param csv format of its files where they are CSV
 * @param times how the time column is read, and what is allowed in it
 * @param series the column that tells many series apart; absent where there is only one
 */
public record InputSettings(
    Optional<String> path,
    Optional<String> table,
    Optional<String> sql,
    Optional<Format> format,
    String timeColumn,
    List<String> valueColumns,
    Optional<TimeWindow> range,
    Optional<String> initialState,
    CsvSettings csv,
    TimeRules times,
    Optional<String> series) {

  /** How a date begins. */
  private static final Pattern ISO = Pattern.compile("^\\s*\\d{4}-");

  /** The formats of files that are read and written. */
  public enum Format {
    PARQUET("Parquet"),
    CSV("CSV"),
    ORC("ORC"),
    JSON("JSON");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    /** The name for people. */
    public String label() {
      return label;
    }

    /** Whether numbers are stored as text. */
    public boolean isText() {
      return this == CSV || this == JSON;
    }

    /** As Spark names it. */
    public String sparkName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Option[] SOURCES = {
    Option.EXAMPLE, Option.INPUT, Option.INPUT_TABLE, Option.INPUT_SQL
  };

  private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18}):(-?\\d{1,18})");

  /**
   * @throws BadInputException for a missing input, and for an invalid value
   */
  static InputSettings needed(TypedValues typed) {
    if (typed.given(SOURCES).isEmpty()) {
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
    typed.requireAtMostOne(SOURCES);
    List<Option> ofFiles =
        typed.given(
            Option.INPUT_FORMAT,
            Option.CSV_SEPARATOR,
            Option.CSV_DECIMAL,
            Option.CSV_COMMENT,
            Option.CSV_ENCODING);
    List<Option> tables = typed.given(Option.INPUT_TABLE, Option.INPUT_SQL);
    if (!tables.isEmpty() && !ofFiles.isEmpty()) {
      throw new BadInputException(
          typed.sourceNames(ofFiles)
              + ": a table knows its own format. Leave it out, or name files with --input.");
    }
    Optional<String> series = typed.column(Option.SERIES_COLUMN);
    requireSeries(typed, series);
    return new InputSettings(
        typed.text(Option.INPUT),
        typed.text(Option.INPUT_TABLE),
        typed.text(Option.INPUT_SQL),
        typed.choice(Option.INPUT_FORMAT, Format.class),
        typed.column(Option.TIME_COLUMN).orElseThrow(),
        typed.columns(Option.VALUE_COLUMNS),
        typed.text(Option.RANGE).map(text -> range(text, typed)),
        typed.text(Option.INITIAL_STATE),
        CsvSettings.of(typed),
        times(typed),
        series);
  }

  /** Refuses what is said of many series where there is one, and a column with two meanings. */
  private static void requireSeries(TypedValues typed, Optional<String> series) {
    if (series.isEmpty()) {
      typed.requireDefaults(
          "it is for many series; name their --series-column, or leave it out",
          Option.ON_BAD_SERIES);
    }
    if (series.isPresent() && series.equals(typed.column(Option.TIME_COLUMN))) {
      throw typed.refused(Option.SERIES_COLUMN, "that is the time column; name another");
    }
  }

  /** Two times; where these have colons themselves, a slash is between them. */
  private static TimeWindow range(String text, TypedValues typed) {
    Matcher numbers = RANGE.matcher(text);
    if (numbers.matches()) {
      long from = Long.parseLong(numbers.group(1));
      long to = Long.parseLong(numbers.group(2));
      if (from < to) {
        return TimeWindow.of(from, to);
      }
    }
    String[] times = text.split(text.contains("/") ? "/" : ":", -1);
    if (times.length != 2 || !ISO.matcher(times[0]).find() || !ISO.matcher(times[1]).find()) {
      throw typed.refused(
          Option.RANGE,
          "give FROM:TO, two whole numbers with FROM < TO, such as 0:10000, or FROM/TO, two"
              + " times such as 2018-01-01/2018-02-01T12:00");
    }
    return new TimeWindow(times[0].strip(), times[1].strip());
  }

  private static TimeRules times(TypedValues typed) {
    return new TimeRules(
        typed
            .text(Option.TIME_STEP)
            .map(text -> typed.parsed(Option.TIME_STEP, text, TimeStep::parse)),
        typed.choice(Option.GAPS, Gaps.class).orElseThrow(),
        typed.choice(Option.DUPLICATES, Duplicates.class).orElseThrow(),
        typed
            .text(Option.TIME_FORMAT)
            .map(text -> typed.parsed(Option.TIME_FORMAT, text, InputSettings::format)),
        typed
            .text(Option.TIME_ZONE)
            .map(text -> typed.parsed(Option.TIME_ZONE, text, InputSettings::zone)),
        typed.choice(Option.ON_BAD_SERIES, BadSeries.class).orElseThrow());
  }

  private static String format(String pattern) {
    try {
      DateTimeFormatter.ofPattern(pattern, Locale.US);
      return pattern;
    } catch (IllegalArgumentException unknown) {
      throw new BadInputException(
          "it is no pattern of times (" + unknown.getMessage() + "): give such as yyyy-MM-dd HH:mm",
          unknown);
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new BadInputException("give a zone such as UTC, Europe/Berlin or +01:00", unknown);
    }
  }

  InputSettings withPath(String file) {
    return new InputSettings(
        Optional.of(file),
        table,
        sql,
        format,
        timeColumn,
        valueColumns,
        range,
        initialState,
        csv,
        times,
        series);
  }

  /** Whether there is a series. */
  public boolean isGiven() {
    return place().isPresent();
  }

  /** The path, table or query, for people. */
  public Optional<String> place() {
    return path.or(() -> table.map(name -> "table " + name)).or(() -> sql);
  }
}
