// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.sequence.TimeRange;
import java.util.List;
import java.util.Optional;

/**
 * Which numbers of which table make up a series.
 *
 * @param path a file, a folder or a glob, of Parquet or of CSV with a header line (also gzipped),
 *     on any file system that Hadoop reaches
 * @param timeColumn the column of integer time indexes
 * @param valueColumns the numeric columns, in the order of the model's inputs; may be empty
 * @param range the part to evaluate, all of it where empty; rows outside it are not looked at
 */
public record SeriesQuery(
    String path, String timeColumn, List<String> valueColumns, Optional<TimeRange> range) {

  public SeriesQuery {
    valueColumns = List.copyOf(valueColumns);
  }
}
