// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Times are counted the same in batches of columns as row by row, and refused by the same words.
 */
@ExtendWith(SharedSession.class)
class ColumnarReadIT {
  private static final int ROWS = 600;
  private static final long SEED = 20261127;

  @TempDir Path folder;
  private static SparkSession columns;
  private static SparkSession rows;

  @BeforeAll
  static void start() {
    columns = inPieces(SeriesSource.isolated(TestSession.local()));
    rows = inPieces(SeriesSource.isolated(TestSession.local()));
    rows.conf().set("spark.sql.parquet.enableVectorizedReader", false);
    rows.conf().set("spark.sql.orc.enableVectorizedReader", false);
  }

  private static SparkSession inPieces(SparkSession session) {
    session.conf().set("spark.sql.files.maxPartitionBytes", 1_500);
    session.conf().set("spark.sql.files.openCostInBytes", 1);
    return session;
  }

  /** Times, and what is wrong with them. */
  private enum Times {
    ORDERED(times -> times),
    SHUFFLED(
        times -> {
          Collections.shuffle(times, new Random(SEED));
          return times;
        }),
    DUPLICATED(
        times -> {
          times.addAll(times.subList(20, 30));
          Collections.sort(times);
          return times;
        }),
    GAPPED(
        times -> {
          times.removeIf(time -> time % 50 == 7);
          return times;
        }),
    ABSENT(
        times -> {
          times.set(17, null);
          times.set(400, null);
          return times;
        }),
    ALL_ABSENT(times -> new ArrayList<>(Collections.nCopies(times.size(), null))),
    NEGATIVE(
        times -> {
          times.replaceAll(time -> time - 9);
          return times;
        }),
    REPEATED(
        times -> {
          times.replaceAll(time -> time / 100);
          return times;
        });

    private final UnaryOperator<List<Long>> change;

    Times(UnaryOperator<List<Long>> change) {
      this.change = change;
    }

    /** A new list. */
    List<Long> list() {
      return change.apply(new ArrayList<>(LongStream.range(0, ROWS).boxed().toList()));
    }
  }

  /** A way to store times. */
  private record Form(String format, String type, boolean dictionary) {}

  private static final List<Form> FORMS =
      List.of(
          new Form("parquet", "t", true),
          new Form("orc", "timestamp_micros(t)", true),
          new Form("parquet", "cast(t as int)", false),
          new Form("parquet", "date_from_unix_date(cast(t as int))", true),
          new Form("orc", "cast(t as int)", true),
          new Form("parquet", "timestamp_micros(1000000 * t)", false),
          new Form("parquet", "cast(timestamp_micros(60000000 * t) as timestamp_ntz)", true),
          new Form("orc", "cast(t as smallint)", true),
          new Form("orc", "date_from_unix_date(cast(t as int))", true),
          new Form("parquet", "cast(t as smallint)", true));

  private record Case(Times times, Form form) {}

  /** All times in some forms, or in all. */
  private static Stream<Case> cases() {
    boolean all = "all".equals(System.getProperty("deerpark.faults"));
    return Stream.of(Times.values())
        .flatMap(
            times ->
                FORMS.stream()
                    .filter(form -> all || FORMS.indexOf(form) % 5 == times.ordinal() % 5)
                    .map(form -> new Case(times, form)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void batchesAndRowsHaveTheSameCounts(Case tried) {
    Path path = written(tried.times.list(), tried.form);
    InputTable byColumn = table(columns, path);
    InputTable byRow = table(rows, path);
    assertThat(isReadInBatches(byColumn)).isTrue();
    assertThat(isReadInBatches(byRow)).isFalse();

    TimeScan expected = TimeScan.of(byRow, Optional.empty());
    assertSame(TimeScan.of(byColumn, Optional.empty()), expected);
    assertThat(expected.parts().size()).isGreaterThan(4);
    assertThat(refusal(byColumn)).isEqualTo(refusal(byRow));
    long first = expected.counts().times() == 0 ? 0 : expected.counts().first();
    Optional<TimeCheck.Window> window =
        Optional.of(new TimeCheck.Window("a part", first + 3, first + 300));
    assertSame(TimeScan.of(byColumn, window), TimeScan.of(byRow, window));
  }

  @Test
  void filesThatStoreTimesInDifferentWaysAreCountedTogether() {
    written(Times.ORDERED.list().subList(0, 300), FORMS.get(0));
    Path path = written(Times.ORDERED.list().subList(300, 600), FORMS.get(2));
    InputTable byColumn = table(columns, path);
    assertThat(byColumn.allParts()).hasSize(2);
    assertThat(isReadInBatches(byColumn)).isTrue();

    assertSame(
        TimeScan.of(byColumn, Optional.empty()), TimeScan.of(table(rows, path), Optional.empty()));
    assertThat(refusal(byColumn)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cast(t as decimal(10, 0))",
        "date_format(timestamp_seconds(t), \"yyyy-MM-dd HH:mm:ss\")"
      })
  void timesThatAreComputedAreCountedRowByRow(String type) {
    Path path = written(Times.ORDERED.list(), new Form("orc", type, true));
    InputTable table = table(columns, path);
    assertThat(isReadInBatches(table)).isFalse();
    assertThat(TimeScan.of(table, Optional.empty()).counts().times()).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void blocksOfBatchesAreThoseOfRows(String format) {
    Path path = folder.resolve("values");
    columns
        .range(0, ROWS, 1, 2)
        .select(
            expr("id as t"),
            expr("if(id % 97 = 5, null, cast(id as float) / 3) as a"),
            expr("cast(id % 100 as tinyint) as b"),
            expr("if(id = 77, double('NaN'), 1 / (id + 1)) as c"))
        .write()
        .option("parquet.block.size", 1_000)
        .format(format)
        .save(path.toString());

    assertThat(blocks(columns, path, true))
        .usingRecursiveComparison()
        .isEqualTo(blocks(rows, path, false));
  }

  private static List<ReadBlock> blocks(SparkSession session, Path path, boolean inBatches) {
    List<String> values = List.of("c", "a", "b", "a");
    TimeCheck.Checked checked =
        TimeCheck.check(
            InputTable.open(
                session, new SeriesQuery(path.toString(), "t", values, Optional.empty())));
    Layout layout = new Layout(0, ROWS, 7, 5, 4, 2);
    JavaRDD<ReadBlock> blocks =
        new SeriesBlocks(
                checked.table(), checked.sent(), layout, Normalisation.none(4), Precision.DOUBLE)
            .inOrder(checked.order())
            .orElseThrow();
    assertThat(blocks.toDebugString().contains("SQLExecutionRDD")).isEqualTo(!inBatches);
    return blocks.collect();
  }

  private static void assertSame(TimeScan scan, TimeScan expected) {
    assertThat(scan.parts()).usingRecursiveComparison().isEqualTo(expected.parts());
  }

  private static boolean isReadInBatches(InputTable table) {
    List<Dataset<Row>> times =
        table.allParts().stream()
            .map(part -> part.select(TableColumns.TIME, TableColumns.HAS_TIME))
            .toList();
    return table.origin().scanOfStoredNumbers(times, 1).isPresent();
  }

  /** Why a table is refused; empty where it is not. */
  private static String refusal(InputTable table) {
    BadInputException refused =
        catchThrowableOfType(BadInputException.class, () -> TimeCheck.check(table));
    return refused == null ? "" : refused.getMessage();
  }

  private static InputTable table(SparkSession session, Path path) {
    return InputTable.open(
            session, new SeriesQuery(path.toString(), "t", List.of("a"), Optional.empty()))
        .timed();
  }

  /** Two files more, of several row groups each. */
  private Path written(List<Long> times, Form form) {
    Path path = folder.resolve("table");
    int half = times.size() / 2;
    for (List<Long> part : List.of(times.subList(0, half), times.subList(half, times.size()))) {
      columns
          .createDataset(part, Encoders.LONG())
          .coalesce(1)
          .select(expr("value as t"))
          .select(expr(form.type).as("t"), expr("rand(7)").as("a"))
          .write()
          .mode("append")
          .option("parquet.block.size", 1_000)
          .option("parquet.enable.dictionary", form.dictionary)
          .format(form.format)
          .save(path.toString());
    }
    return path;
  }
}
