// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.CsvSettings;
import java.util.List;
import java.util.Optional;

/**
 * Selects the numbers of a table that make up a series.
 *
 * @param path a file, a folder or a glob, of Parquet or of CSV with a header line (also
 *     compressed), on any file system that Hadoop reaches; a file of exactly that name takes
 *     precedence over a glob
 * @param timeColumn the column of integer time indexes
 * @param valueColumns the numeric columns, in the order of the model's inputs; may be empty
 * @param range the part to evaluate, all of it where empty; rows outside it are ignored
 * @param csv the format of the files where they are CSV
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

  /** A query of Parquet, or of CSV in the default format. */
  public SeriesQuery(
      String path, String timeColumn, List<String> valueColumns, Optional<TimeRange> range) {
    this(path, timeColumn, valueColumns, range, CsvSettings.DEFAULT);
  }
}
