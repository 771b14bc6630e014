// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.io.table.TestSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A table of many series, its rows in no order, and runs over it. */
final class ManySeries {
  /** Of series 0, 1, and so on. */
  static final int[] LENGTHS = {1, 130, 2, 20_000, 1, 2, 400, 77, 1, 256};

  private static final long SEED = 20261126;
  private static final StructType SCHEMA =
      new StructType()
          .add("key", DataTypes.LongType)
          .add("t", DataTypes.LongType)
          .add("a", DataTypes.DoubleType);

  private final Path folder;
  private final TestRuns runs;
  private final String path;
  private final Dataset<Row> table;
  private int parts;

  /** Writes the table into a test's own folder. */
  ManySeries(Path folder) {
    this.folder = folder;
    this.runs = new TestRuns(folder);
    List<Row> rows = new ArrayList<>();
    for (int series = 0; series < LENGTHS.length; series++) {
      for (long step = 0; step < LENGTHS[series]; step++) {
        double value = TestSeries.a(step * (series + 1)) + 0.01 * series;
        rows.add(RowFactory.create((long) series, first(series) + step, value));
      }
    }
    Collections.shuffle(rows, new Random(SEED));
    this.path = written("numbers", runs.session().createDataFrame(rows, SCHEMA).repartition(5));
    this.table = runs.session().read().parquet(path);
  }

  /** The first time of a series. Some begin before time 0. */
  static long first(int series) {
    return 100L * series - 300;
  }

  TestRuns runs() {
    return runs;
  }

  Dataset<Row> table() {
    return table;
  }

  /** Where the table is. */
  String path() {
    return path;
  }

  /** Writes rows beside the table; gives their path. */
  String written(String name, Dataset<Row> rows) {
    String written = folder.resolve(name).toString();
    rows.write().parquet(written);
    return written;
  }

  /** Evaluates the example's network over a table, and compares all states with the loop's. */
  Ended evaluate(String input, String... more) {
    List<String> words = new ArrayList<>(List.of("--input", input));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of("--value-columns", "a", "--verify", "full"));
    words.addAll(List.of(more));
    return runs.evaluate(words.toArray(String[]::new));
  }

  /** The same over all series of the table. */
  Ended together(String... more) {
    return evaluate(path, with(new String[] {"--series-column", "key"}, more));
  }

  /** Rows of a result in the order of time: columns, and which. */
  List<Row> rows(Ended ended, String columns, String condition) {
    return runs.session()
        .read()
        .parquet(ended.output().toString())
        .filter(condition)
        .selectExpr(columns.split(","))
        .orderBy("t")
        .collectAsList();
  }

  /**
   * Asserts that series in a result have the rows that each of them has alone, where its times
   * begin with 0.
   *
   * @param all the result
   * @param rows that it is of
   * @param which series
   * @param words of the run, beside the series' column
   */
  void assertAsAlone(Ended all, Dataset<Row> rows, int[] which, String... words) {
    for (int series : which) {
      Dataset<Row> own =
          rows.filter("key = " + series).withColumn("t", expr("t - " + first(series)));
      Ended alone = evaluate(written("alone-" + parts++, own), words);
      assertThat(rows(all, "t - " + first(series) + " as t,state", "key = " + series))
          .as("series %d", series)
          .isEqualTo(rows(alone, "t,state", "true"));
    }
  }

  /** Words and more of them. */
  static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
