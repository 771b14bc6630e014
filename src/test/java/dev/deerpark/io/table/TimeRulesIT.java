// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static dev.deerpark.io.table.TimedSeries.inputs;
import static dev.deerpark.io.table.TimedSeries.layout;
import static dev.deerpark.io.table.TimedSeries.open;
import static dev.deerpark.io.table.TimedSeries.query;
import static dev.deerpark.io.table.TimedSeries.refused;
import static dev.deerpark.io.table.TimedSeries.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeWindow;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Series with gaps and duplicates. */
@ExtendWith(SharedSession.class)
class TimeRulesIT {
  private static final long SEED = 20261126;

  @TempDir Path folder;

  @Test
  void filledSeriesAreTheSameForEveryNumberOfPartitionsInOrderOrNot() {
    List<Long> present = present();
    List<Long> filled = new ArrayList<>();
    for (long t = 0; t < 100; t++) {
      filled.add(present.contains(t) ? (Long) t : filled.get(filled.size() - 1));
    }
    Path sorted = csv("sorted", present);
    Collections.shuffle(present, new Random(SEED));
    Path shuffled = csv("shuffled", present);
    TimeRules rules = rules(Optional.empty(), Gaps.FILL_PREVIOUS, Duplicates.FAIL, null, null);

    for (Path path : List.of(sorted, shuffled)) {
      SeriesSource source = open(path, rules);
      for (int partitions : new int[] {1, 2, 7, 30}) {
        assertThat(inputs(source, partitions)).as("%d partitions", partitions).isEqualTo(filled);
      }
    }
    assertThat(open(sorted, rules).plan(layout(open(sorted, rules), 1)).inOrder()).isTrue();
  }

  @Test
  void aSampleMayLieInAGapOfADataFrame() {
    Dataset<Row> rows =
        TestSession.local()
            .range(10)
            .selectExpr("if(id < 5, id, id + 1000) as t", "0.5 as a", "0.25 as b");
    TimeRules rules = rules("1", Gaps.FILL_PREVIOUS, Duplicates.FAIL);
    SeriesSource source = SeriesSource.open(rows, query(Path.of("rows"), Optional.empty(), rules));
    assertThat(source.sample(100, 7, Normalisation.none(2), Precision.FLOAT).steps()).isEqualTo(7);
  }

  @Test
  void heldSeriesHaveTheStepsOfTheRowsThatAreThere() {
    List<Long> present = present();
    Path sorted = csv("sorted", present);
    List<Long> anyOrder = new ArrayList<>(present);
    Collections.shuffle(anyOrder, new Random(SEED));
    Path shuffled = csv("shuffled", anyOrder);
    TimeRules rules = rules(Optional.empty(), Gaps.HOLD_STATE, Duplicates.FAIL, null, null);

    for (Path path : List.of(sorted, shuffled)) {
      SeriesSource source = open(path, rules);
      assertThat(source.steps()).isEqualTo(present.size());
      assertThat(source.timeline().held()).isEqualTo(100 - present.size());
      for (int partitions : new int[] {1, 7, 30}) {
        assertThat(inputs(source, partitions)).isEqualTo(present);
      }
      assertThat(LongStream.range(0, source.steps()).map(source.timeline()::value).boxed().toList())
          .isEqualTo(present);
    }
  }

  @Test
  void equalRowsAreDroppedAndOthersRefused() {
    List<String> lines = lines(20);
    lines.add("7,7,7");
    lines.add("7,7,7");
    Path equal = TestSeries.csv(folder.resolve("equal.csv"), lines);
    lines.add("9,9,-1");
    Path other = TestSeries.csv(folder.resolve("other.csv"), lines);
    TimeRules drop = rules(Optional.empty(), Gaps.FAIL, Duplicates.DROP_IDENTICAL, null, null);

    SeriesSource source = open(equal, drop);
    assertThat(inputs(source, 3)).isEqualTo(LongStream.range(0, 20).boxed().toList());
    SeriesSource differing = open(other, drop);
    assertThatThrownBy(() -> inputs(differing, 3))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("other values at 1 times, first at 9 in column \"a\"");
    refused(
        equal,
        rules(Optional.empty(), Gaps.FAIL, Duplicates.FAIL, null, null),
        "2 duplicate rows (first at times 7)");
  }

  @Test
  void theFirstRowIsTheFirstOfTheFirstFile() {
    List<String> later = lines(20);
    later.set(7, "7,-1,-1");
    TestSeries.csv(folder.resolve("first/b.csv"), later);
    TestSeries.csv(folder.resolve("first/a.csv"), List.of("7,70,70", "7,71,71"));
    TimeRules keep = rules(Optional.empty(), Gaps.FAIL, Duplicates.KEEP_FIRST, null, null);

    SeriesSource source = open(folder.resolve("first"), keep);

    for (int partitions : new int[] {1, 5}) {
      List<Long> read = inputs(source, partitions);
      assertThat(read).hasSize(20);
      assertThat(read.get(7)).isEqualTo(70);
      assertThat(read.get(8)).isEqualTo(8);
    }
  }

  @Test
  void aStepOfWholeNumbersMayBeGiven() {
    Path path = csv("fives", List.of(-10L, -5L, 0L, 10L));
    SeriesSource source = open(path, rules("5", Gaps.FILL_PREVIOUS, Duplicates.FAIL));

    assertThat(source.timeline().value(0)).isEqualTo(-10);
    assertThat(inputs(source, 2)).containsExactly(-10L, -5L, 0L, 0L, 10L);
    TimeRules fives = rules("5", Gaps.FAIL, Duplicates.FAIL);
    SeriesSource part =
        SeriesSource.open(
            TestSession.local(), query(path, Optional.of(TimeWindow.of(-10, 5)), fives));
    assertThat(inputs(part, 2)).as("a part with negative times").containsExactly(-10L, -5L, 0L);
  }

  private static List<Long> present() {
    List<Long> present = new ArrayList<>(LongStream.range(0, 100).boxed().toList());
    present.removeIf(t -> t % 7 == 3 || t >= 40 && t < 61);
    return present;
  }

  private static List<String> lines(int steps) {
    return new ArrayList<>(
        LongStream.range(0, steps).mapToObj(t -> t + "," + t + "," + t).toList());
  }

  private Path csv(String name, List<Long> times) {
    List<String> lines = times.stream().map(t -> t + "," + t + "," + t).toList();
    return TestSeries.csv(folder.resolve(name + ".csv"), lines);
  }
}
