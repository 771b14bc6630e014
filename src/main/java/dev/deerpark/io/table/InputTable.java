// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.CsvTables;
import dev.deerpark.io.table.format.OpenedTable;
import dev.deerpark.io.table.format.ParquetTables;
import dev.deerpark.io.table.format.RowTables;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.TimeColumns;
import dev.deerpark.io.table.format.WantedColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.time.Positions;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.settings.CsvSettings;
import dev.deerpark.settings.InputSettings.Format;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
  private final TableOrigin origin;
  private final TimeType type;
  private final List<Dataset<Row>> parts;

  private InputTable(
      SeriesQuery query, TableOrigin origin, TimeType type, List<Dataset<Row>> parts) {
    this.query = query;
    this.origin = origin;
    this.type = type;
    this.parts = parts;
  }

  /**
   * Opens the table and checks its columns; reads no rows.
   *
   * @param session whose zone becomes UTC
   * @throws BadInputException for an unreadable path, a missing column or a column of another type
   */
  static InputTable open(SparkSession session, SeriesQuery query) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Set<InputFiles.DataFile> files = InputFiles.list(query.path(), hadoop);
    Format format = InputFiles.format(query, files, hadoop);
    requireCsv(query, format);
    List<Path> paths = files.stream().map(InputFiles.DataFile::path).toList();
    String zone = zone(query, session);
    session.conf().set(TimeColumns.ZONE, "UTC"); // as TimeColumns wants it
    OpenedTable opened =
        ReadFailure.named(
            query.path(),
            () ->
                switch (format) {
                  case CSV -> CsvTables.open(session, paths, wanted(query), query.csv());
                  case PARQUET -> ParquetTables.open(session, paths, wanted(query));
                  case ORC, JSON -> RowTables.open(session, paths, format, wanted(query));
                });
    Function<Path, List<String>> names =
        switch (format) {
          case CSV -> file -> CsvTables.names(file, query.csv(), hadoop);
          case PARQUET -> file -> ParquetTables.names(file, hadoop);
          case ORC, JSON ->
              file -> List.of(RowTables.read(session, List.of(file), format).columns());
        };
    TableOrigin origin = new TableOrigin.Files(query, files, format, hadoop, names);
    TimeType type = TimeType.of(opened.time(), zone);
    return new InputTable(query, origin, type, withKeysAlike(query, opened.parts()));
  }

  /**
   * The same for a DataFrame, which is computed in its own session.
   *
   * @throws BadInputException for a missing column or a column of another type, and for rules that
   *     need the order of rows in files
   */
  static InputTable of(Dataset<Row> rows, SeriesQuery query) {
    if (query.times().duplicates() == Duplicates.KEEP_FIRST) {
      throw new BadInputException(
          "--duplicates keep-first is for files: "
              + query.path()
              + " has no first row. Drop the duplicates before, or give drop-identical.");
    }
    OpenedTable opened = RowTables.open(rows, query.path(), wanted(query));
    TableOrigin origin = new TableOrigin.Rows(List.of(rows.columns()));
    TimeType type = TimeType.of(opened.time(), zone(query, rows.sparkSession()));
    return new InputTable(query, origin, type, opened.parts());
  }

  /**
   * @throws BadInputException where a format of CSV is given for other files
   */
  private static void requireCsv(SeriesQuery query, Format format) {
    if (format != Format.CSV && !query.csv().equals(CsvSettings.DEFAULT)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The input %s is %s, but options say how its CSV is written. Leave --csv-separator and"
                  + " the like out, or give --input-format csv.",
              Wording.path(query.path()),
              format.label()));
    }
  }

  /** The zone of times in options, and of text, where these name none. */
  private static String zone(SeriesQuery query, SparkSession session) {
    return query
        .times()
        .zone()
        .map(ZoneId::getId)
        .orElseGet(() -> session.conf().get(TimeColumns.ZONE));
  }

  /** The parts with keys of series that are all texts where some are. */
  private static List<Dataset<Row>> withKeysAlike(SeriesQuery query, List<Dataset<Row>> parts) {
    String key = TableColumns.SERIES;
    if (query.seriesColumn().isEmpty()
        || parts.stream().map(part -> part.schema().apply(key).dataType()).distinct().count()
            == 1) {
      return parts;
    }
    return parts.stream().map(part -> part.withColumn(key, col(key).cast("string"))).toList();
  }

  private static WantedColumns wanted(SeriesQuery query) {
    return new WantedColumns(query.timeColumn(), query.valueColumns(), query.seriesColumn());
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
    TextTimes texts = new TextTimes(query, origin.isCsv(), type.zone());
    TimeType found = ReadFailure.named(query.path(), () -> texts.type(parts));
    SparkSession session = parts.get(0).sparkSession(); // ours: no DataFrame has times of text
    session.conf().set(TimeColumns.ZONE, TimeColumns.zone(found));
    Column number = TimeColumns.number(col(TableColumns.TIME_TEXT), found);
    List<Dataset<Row>> times =
        parts.stream().map(part -> part.withColumn(TableColumns.TIME, number)).toList();
    return new InputTable(query, origin, found, times);
  }

  /** The same table with the positions of its rows on a timeline. */
  InputTable on(TravellingTimeline timeline) {
    Column time = col(TableColumns.TIME);
    Column position =
        timeline.get().isOfSeries()
            ? Positions.of(col(TableColumns.SERIES), time, timeline)
            : Positions.of(time, timeline.get());
    return new InputTable(
        query,
        origin,
        type,
        parts.stream().map(part -> part.withColumn(TableColumns.POSITION, position)).toList());
  }

  /** A timeline for the tasks that read this table. */
  TravellingTimeline travelling(Timeline timeline) {
    return TravellingTimeline.of(parts.get(0).sparkSession().sparkContext(), timeline);
  }

  /** The type of the time column. */
  TimeType timeType() {
    return type;
  }

  /** The names of the columns in their order, without those of the time and of the series. */
  List<String> otherColumns() {
    return origin.names().stream()
        .filter(name -> !name.isEmpty() && !name.equals(query.timeColumn()))
        .filter(name -> !query.seriesColumn().equals(Optional.of(name)))
        .toList();
  }

  SeriesQuery query() {
    return query;
  }

  TableOrigin origin() {
    return origin;
  }

  /** All rows. */
  Dataset<Row> all() {
    return together(parts);
  }

  /** The rows with a time from {@code from} to one before {@code to}, part by part. */
  List<Dataset<Row>> between(long from, long to) {
    return parts.stream().map(part -> part.filter(within(TableColumns.TIME, from, to))).toList();
  }

  /** The same table without the rows of other times. */
  InputTable within(long from, long to) {
    return new InputTable(query, origin, type, between(from, to));
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
