// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeWindow;
import dev.deerpark.settings.CsvSettings;
import dev.deerpark.settings.InputSettings.Format;
import java.util.List;
import java.util.Optional;

/**
 * Selects the numbers of a table that make up a series.
 *
 * @param path a file, a folder or a glob, of Parquet, ORC, JSON or of CSV with a header line (also
 *     compressed), on any file system that Hadoop reaches; a file of exactly that name takes
 *     precedence over a glob
 * @param timeColumn the column of times
 * @param valueColumns the numeric columns, in the order of the model's inputs; may be empty
 * @param range the part to evaluate, all of it where empty; rows outside it are ignored
 * @param csv the format of the files where they are CSV
 * @param format of the files; absent: as their names say
 * @param times how the time column is read, and what is allowed in it
 * @param seriesColumn the column that tells many series apart; absent where there is only one
 */
public record SeriesQuery(
    String path,
    String timeColumn,
    List<String> valueColumns,
    Optional<TimeWindow> range,
    CsvSettings csv,
    Optional<Format> format,
    TimeRules times,
    Optional<String> seriesColumn) {

  public SeriesQuery {
    valueColumns = List.copyOf(valueColumns);
  }

  /** The same query for a table of many series. */
  public SeriesQuery ofSeries(Optional<String> column) {
    return new SeriesQuery(path, timeColumn, valueColumns, range, csv, format, times, column);
  }

  /** A query of a single series. */
  public SeriesQuery(
      String path,
      String timeColumn,
      List<String> valueColumns,
      Optional<TimeWindow> range,
      CsvSettings csv,
      Optional<Format> format,
      TimeRules times) {
    this(path, timeColumn, valueColumns, range, csv, format, times, Optional.empty());
  }

  /** A query of Parquet, or of CSV in the default format, where every time has to be there once. */
  public SeriesQuery(
      String path, String timeColumn, List<String> valueColumns, Optional<TimeWindow> range) {
    this(path, timeColumn, valueColumns, range, CsvSettings.DEFAULT);
  }

  /** The same without a format of files. */
  public SeriesQuery(
      String path,
      String timeColumn,
      List<String> valueColumns,
      Optional<TimeWindow> range,
      CsvSettings csv,
      TimeRules times) {
    this(path, timeColumn, valueColumns, range, csv, Optional.empty(), times);
  }

  /** A query where every time has to be there once. */
  public SeriesQuery(
      String path,
      String timeColumn,
      List<String> valueColumns,
      Optional<TimeWindow> range,
      CsvSettings csv) {
    this(path, timeColumn, valueColumns, range, csv, Optional.empty(), TimeRules.STRICT);
  }
}
