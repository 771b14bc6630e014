// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** A block that is lost is read again; what is read then must be what was read at first. */
class ChangedInputIT {
  private static final int STEPS = 600;

  /** In one partition rows in order need no shuffle, whose files would be read in place of ours. */
  private static final Layout LAYOUT = new Layout(0, STEPS, 10, 5, 1, 2);

  /** One for all tasks, which run in this process. */
  private static final AtomicInteger DRAWS = new AtomicInteger();

  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Test
  void lostBlocksAreReadAgain() {
    try (LoadedSeries series = load(TestSeries.csvOf(folder.resolve("s.csv"), times()))) {
      loseBlocks();
      assertThat(series.blocks().count()).isEqualTo(LAYOUT.blocks());
      series.requireUnchanged();
    }
  }

  @Test
  void anotherValueInABlockThatIsReadAgainFailsTheTask() throws IOException {
    Path file = TestSeries.csvOf(folder.resolve("s.csv"), times());
    try (LoadedSeries series = load(file)) {
      FileTime modified = Files.getLastModifiedTime(file);
      List<String> lines = Files.readAllLines(file);
      lines.set(300, lines.get(300).replace("-6.", "-5."));
      long length = Files.size(file);
      Files.write(file, lines);
      Files.setLastModifiedTime(file, modified);
      assertThat(Files.size(file)).isEqualTo(length);

      assertThat(series.blocks().count()).isEqualTo(LAYOUT.blocks()); // kept, so nothing is read
      loseBlocks();
      assertThatThrownBy(() -> series.blocks().count())
          .satisfies(
              failure ->
                  assertThat(BadInputException.behind(failure))
                      .hasValueSatisfying(
                          refusal ->
                              assertThat(refusal)
                                  .hasMessageContaining("changed while it was read")));
    }
  }

  @Test
  void aFileThatWasWrittenAgainIsNoticedBeforeTheCommit() throws IOException {
    Path file = TestSeries.csvOf(folder.resolve("s.csv"), times());
    try (LoadedSeries series = load(file)) {
      series.requireUnchanged();
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      assertThatThrownBy(series::requireUnchanged)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("changed while it was read");
    }
  }

  @Test
  void otherRowsOfADataFrameThatIsComputedAgainFailTheTask() {
    UserDefinedFunction draw =
        udf(() -> (double) DRAWS.incrementAndGet(), DataTypes.DoubleType).asNondeterministic();
    Dataset<Row> rows =
        session
            .range(0, STEPS, 1, 1)
            .toDF("t")
            .withColumn("a", draw.apply())
            .withColumn("b", lit(1));
    SeriesQuery query = new SeriesQuery("DataFrame", "t", List.of("a", "b"), Optional.empty());
    try (LoadedSeries series =
        SeriesSource.open(rows, query)
            .load(LAYOUT, Normalisation.none(2), Precision.DOUBLE, StorageLevel.MEMORY_ONLY())) {
      assertThat(series.blocks().count()).isEqualTo(LAYOUT.blocks());
      loseBlocks();
      assertThat(series.blocks().count()).as("from shuffle files").isEqualTo(LAYOUT.blocks());
      loseShuffles();
      assertThatThrownBy(() -> series.blocks().count())
          .satisfies(
              failure ->
                  assertThat(BadInputException.behind(failure))
                      .hasValueSatisfying(
                          refusal ->
                              assertThat(refusal)
                                  .hasMessageContaining(
                                      "The input DataFrame changed while it was read")));
    }
  }

  private static List<Long> times() {
    return LongStream.range(0, STEPS).boxed().toList();
  }

  private static LoadedSeries load(Path path) {
    return SeriesSource.open(session, TestSeries.query(path))
        .load(LAYOUT, Normalisation.none(2), Precision.DOUBLE, StorageLevel.MEMORY_ONLY());
  }

  /** Drops them, as when the executors that keep them are lost. */
  private static void loseBlocks() {
    JavaSparkContext.fromSparkContext(session.sparkContext())
        .getPersistentRDDs()
        .values()
        .forEach(kept -> kept.unpersist(true));
  }

  /** Loses the shuffle files too, from which lost blocks would be read. */
  private static void loseShuffles() {
    loseBlocks();
    MapOutputTrackerMaster files = (MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker();
    CollectionConverters.asJava(files.shuffleStatuses().keys().toSeq())
        .forEach(shuffle -> files.unregisterAllMapAndMergeOutput((int) shuffle));
  }
}
