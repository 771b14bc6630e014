// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.CsvSettings;
import java.util.List;
import java.util.Optional;

/**
 * Which numbers of which table make up a series.
 *
 * @param path a file, a folder or a glob, of Parquet or of CSV with a header line (also
 *     compressed), on any file system that Hadoop reaches; a file of that very name comes before a
 *     glob
 * @param timeColumn the column of integer time indexes
 * @param valueColumns the numeric columns, in the order of the model's inputs; may be empty
 * @param range the part to evaluate, all of it where empty; rows outside it are not looked at
 * @param csv how the files are written where they are CSV
 */
public record SeriesQuery(
    String path,
    String timeColumn,
    List<String> valueColumns,
    Optional<TimeRange> range,
    CsvSettings csv) {

  public SeriesQuery {
    valueColumns = List.copyOf(valueColumns);
  }

  /** A query of Parquet, or of CSV as it is written by default. */
  public SeriesQuery(
      String path, String timeColumn, List<String> valueColumns, Optional<TimeRange> range) {
    this(path, timeColumn, valueColumns, range, CsvSettings.DEFAULT);
  }
}
