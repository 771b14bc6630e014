// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.SeriesQuery;
import dev.deerpark.io.table.SeriesSource;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.InputSettings;
import dev.deerpark.settings.Option;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The table of a run's series: the files that its settings name, or a DataFrame.
 *
 * @param spark where files are read; a DataFrame is computed in its own session
 * @param settings with the columns and the range
 * @param rows a DataFrame in place of files
 */
public record SeriesInput(
    SparkSession spark, EvaluateSettings settings, Optional<Dataset<Row>> rows) {
  private static final String OF_PROGRAM = "DataFrame";

  /**
   * The input that settings name.
   *
   * @throws BadInputException for a table that does not exist, and a query that cannot be
   *     understood
   */
  public static SeriesInput of(SparkSession spark, EvaluateSettings settings) {
    InputSettings input = settings.input();
    Optional<Dataset<Row>> rows =
        input
            .table()
            .map(name -> understood(Option.INPUT_TABLE, name, spark::table))
            .or(
                () ->
                    input
                        .sql()
                        .map(sql -> understood(Option.INPUT_SQL, sql, text -> query(spark, text))));
    return new SeriesInput(spark, settings, rows);
  }

  /** A DataFrame of the caller's. */
  public static SeriesInput of(Dataset<Row> rows, EvaluateSettings settings) {
    return new SeriesInput(rows.sparkSession(), settings, Optional.of(rows));
  }

  /** The folders of the tables and files that a query reads; none where the paths are named. */
  public List<String> folders() {
    return rows.map(TableFolders::of).orElse(List.of());
  }

  /** The rows of a query: statements that do something are not understood. */
  private static Dataset<Row> query(SparkSession spark, String sql) throws AnalysisException {
    ((org.apache.spark.sql.classic.SparkSession) spark).sessionState().sqlParser().parseQuery(sql);
    return spark.sql(sql);
  }

  private interface Rows {
    Dataset<Row> of(String text) throws AnalysisException;
  }

  private static Dataset<Row> understood(Option option, String text, Rows rows) {
    try {
      return rows.of(text);
    } catch (AnalysisException failure) {
      throw new BadInputException(option.flag() + ": " + Wording.sentence(failure), failure);
    }
  }

  /**
   * The names of its columns beside the time column, in its order.
   *
   * @throws BadInputException as {@link SeriesSource#otherColumns} does
   */
  List<String> otherColumns() {
    SeriesQuery times = query(List.of());
    return rows.map(given -> SeriesSource.otherColumns(given, times))
        .orElseGet(() -> SeriesSource.otherColumns(spark, times));
  }

  /**
   * Opens the series, with its time indexes checked.
   *
   * @param columns of the model's inputs
   * @throws BadInputException as {@link SeriesSource#open} does
   */
  SeriesSource open(List<String> columns) {
    SeriesQuery query = query(columns);
    return rows.map(given -> SeriesSource.open(given, query))
        .orElseGet(() -> SeriesSource.open(spark, query));
  }

  private SeriesQuery query(List<String> columns) {
    InputSettings input = settings.input();
    String name =
        input
            .path()
            .or(() -> input.table().map(table -> "table " + table))
            .or(() -> input.sql().map(sql -> "query"))
            .orElse(OF_PROGRAM);
    return new SeriesQuery(
        name,
        input.timeColumn(),
        columns,
        input.range(),
        input.csv(),
        input.format(),
        input.times(),
        input.series());
  }
}
