// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.CsvTables;
import dev.deerpark.io.table.format.OpenedTable;
import dev.deerpark.io.table.format.ParquetTables;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.TimeColumns;
import dev.deerpark.io.table.format.WantedColumns;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
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
  private final TimeType type;
  private final List<Dataset<Row>> parts;

  private InputTable(
      SeriesQuery query,
      Set<InputFiles.DataFile> files,
      boolean text,
      TimeType type,
      List<Dataset<Row>> parts) {
    this.query = query;
    this.files = files;
    this.text = text;
    this.type = type;
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
    String zone = session.conf().get(TimeColumns.ZONE);
    session.conf().set(TimeColumns.ZONE, "UTC"); // as TimeColumns wants it
    OpenedTable opened =
        ReadFailure.named(
            query.path(),
            () ->
                text
                    ? CsvTables.open(session, paths, wanted, query.csv())
                    : ParquetTables.open(session, paths, wanted));
    TimeType type = TimeType.of(opened.time(), zone);
    return new InputTable(query, files, text, type, opened.parts());
  }

  /**
   * The same table with its times as numbers, also where they are text.
   *
   * @throws BadInputException where text is in no known form, or a format is given but no text
   */
  InputTable timed() {
    if (type.kind() != TimeType.Kind.TEXT) {
      TextTimes.requireNoFormat(query, type);
      return this;
    }
    TimeType found =
        ReadFailure.named(query.path(), () -> new TextTimes(query, text, type.zone()).type(parts));
    SparkSession session = parts.get(0).sparkSession();
    session.conf().set(TimeColumns.ZONE, TimeColumns.zone(found));
    Column number = TimeColumns.number(col(TableColumns.TIME_TEXT), found);
    List<Dataset<Row>> times =
        parts.stream().map(part -> part.withColumn(TableColumns.TIME, number)).toList();
    return new InputTable(query, files, text, found, times);
  }

  /** The same table with the positions of its rows on a timeline. */
  InputTable on(Timeline timeline) {
    Column position = Positions.of(col(TableColumns.TIME), timeline);
    return new InputTable(
        query,
        files,
        text,
        type,
        parts.stream().map(part -> part.withColumn(TableColumns.POSITION, position)).toList());
  }

  /** The type of the time column. */
  TimeType timeType() {
    return type;
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

  /** The rows with a time from {@code from} to one before {@code to}, part by part. */
  List<Dataset<Row>> between(long from, long to) {
    return parts.stream().map(part -> part.filter(within(TableColumns.TIME, from, to))).toList();
  }

  /** All rows, part by part. */
  List<Dataset<Row>> allParts() {
    return parts;
  }

  /** The rows of a range of positions, part by part. */
  List<Dataset<Row>> parts(TimeRange range) {
    return parts.stream()
        .map(part -> part.filter(within(TableColumns.POSITION, range.from(), range.to())))
        .toList();
  }

  /** The rows of a range of positions. */
  Dataset<Row> rows(TimeRange range) {
    return together(parts(range));
  }

  static Dataset<Row> together(List<Dataset<Row>> parts) {
    return parts.stream().reduce(Dataset::union).orElseThrow();
  }

  private static Column within(String column, long from, long to) {
    return col(column).geq(from).and(col(column).lt(to));
  }
}
