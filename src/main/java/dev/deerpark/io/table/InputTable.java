// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.CsvTables;
import dev.deerpark.io.table.format.ParquetTables;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.WantedColumns;
import dev.deerpark.sequence.TimeRange;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The table behind a query, with {@link TableColumns}. It has one part for each way in which its
 * files store the requested columns; other columns are not read.
 */
final class InputTable {
  private final SeriesQuery query;
  private final Set<InputFiles.DataFile> files;
  private final boolean text;
  private final List<Dataset<Row>> parts;

  private InputTable(
      SeriesQuery query, Set<InputFiles.DataFile> files, boolean text, List<Dataset<Row>> parts) {
    this.query = query;
    this.files = files;
    this.text = text;
    this.parts = parts;
  }

  /**
   * Opens the table and checks its columns; reads no rows.
   *
   * @throws BadInputException for an unreadable path, a missing column or a column of another type
   */
  static InputTable open(SparkSession session, SeriesQuery query) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Set<InputFiles.DataFile> files = InputFiles.list(query.path(), hadoop);
    boolean text = InputFiles.format(query.path(), files, hadoop) == InputFiles.Format.CSV;
    List<Path> paths = files.stream().map(InputFiles.DataFile::path).toList();
    WantedColumns wanted = new WantedColumns(query.timeColumn(), query.valueColumns());
    List<Dataset<Row>> parts =
        ReadFailure.named(
            query.path(),
            () ->
                text
                    ? CsvTables.open(session, paths, wanted, query.csv())
                    : ParquetTables.open(session, paths, wanted));
    return new InputTable(query, files, text, parts);
  }

  /** The names of the columns of the first file, in its order, without the time column. */
  List<String> otherColumns() {
    Configuration hadoop = parts.get(0).sparkSession().sparkContext().hadoopConfiguration();
    Path file = files.iterator().next().path();
    List<String> names =
        text ? CsvTables.names(file, query.csv(), hadoop) : ParquetTables.names(file, hadoop);
    return names.stream()
        .filter(name -> !name.isEmpty() && !name.equals(query.timeColumn()))
        .toList();
  }

  SeriesQuery query() {
    return query;
  }

  /** Whether it is CSV. */
  boolean isText() {
    return text;
  }

  /**
   * Whether a file has changed since the table was opened. Files that were added since then are
   * neither read nor checked.
   */
  boolean changed() {
    Configuration hadoop = parts.get(0).sparkSession().sparkContext().hadoopConfiguration();
    return !InputFiles.list(query.path(), hadoop).containsAll(files);
  }

  /**
   * The number of rows, per row of the series, that may be decoded again to avoid a shuffle. To
   * shuffle and sort a row costs several times as much as to decode it from Parquet, and a fraction
   * of that from text.
   */
  double allowance() {
    return text ? 0.25 : 2;
  }

  /** All rows. */
  Dataset<Row> all() {
    return together(parts);
  }

  /** The rows of the query's range, part by part. */
  List<Dataset<Row>> parts() {
    return query.range().map(this::parts).orElse(parts);
  }

  /** All rows, part by part. */
  List<Dataset<Row>> allParts() {
    return parts;
  }

  /** The rows of a range, part by part. */
  List<Dataset<Row>> parts(TimeRange range) {
    return parts.stream().map(part -> part.filter(within(range))).toList();
  }

  /** The rows of a range. */
  Dataset<Row> rows(TimeRange range) {
    return together(parts(range));
  }

  static Dataset<Row> together(List<Dataset<Row>> parts) {
    return parts.stream().reduce(Dataset::union).orElseThrow();
  }

  private static Column within(TimeRange range) {
    Column time = col(TableColumns.TIME);
    return time.geq(range.from()).and(time.lt(range.to()));
  }
}
