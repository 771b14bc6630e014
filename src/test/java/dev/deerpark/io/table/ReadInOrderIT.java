// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series that lies in order is read without a shuffle, and nobody can tell from its blocks. */
class ReadInOrderIT {
  private static final int STEPS = 5003;
  private static final Normalisation NORMALISATION =
      new Normalisation(new double[] {0.1, -6}, new double[] {0.3, 2});

  @TempDir static Path folder;
  private static SparkSession session;
  private static LoadedSeries shuffled;

  @BeforeAll
  static void start() {
    session =
        TestSession.own(
            TestSession.builder("local[2]")
                .config("spark.sql.files.maxPartitionBytes", 16_000) // files come in several pieces
                .config("spark.sql.files.openCostInBytes", 4_000));
    Path path = folder.resolve("shuffled.csv");
    TestSeries.csvOf(path, TestSeries.shuffled(0, STEPS, 1));
    shuffled = load(path, new Layout(0, STEPS, 7, 5, 3, 2));
    assertThat(shuffled.plan().inOrder()).isFalse();
    assertThat(shuffled.plan())
        .hasToString("shuffled into order: shuffled.csv is not in the order of time");
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void raggedFilesInAnyOrderOfNamesGiveTheSameBlocks(int partitions) {
    long seed = 20261103 + partitions;
    Path csv = folder.resolve("ragged-" + seed);
    Path parquet = folder.resolve("ragged-parquet-" + seed);
    List<Long> cuts = cuts(new Random(seed));
    List<Integer> names = names(cuts.size() - 1, seed);
    for (int i = 0; i < names.size(); i++) {
      List<Long> times = times(cuts.get(i), cuts.get(i + 1));
      TestSeries.csvOf(csv.resolve(names.get(i) + (i % 3 == 0 ? ".csv.gz" : ".csv")), times);
      parquetFile(parquet.resolve("part-" + names.get(i)), times);
    }
    for (Path path : List.of(csv, parquet)) {
      Layout layout = new Layout(0, STEPS, 7, 5, partitions, 2);
      SeriesSource source = SeriesSource.open(session, TestSeries.query(path));
      try (LoadedSeries series = load(source, layout)) {
        assertThat(series.plan()).as("seed %d", seed).isEqualTo(source.plan(layout));
        assertSame(series, layout, "seed " + seed + " " + path);
      }
      try (LoadedSeries series = inOrder(source, layout)) {
        assertSame(series, layout, "in order, seed " + seed + " " + path);
      }
    }
  }

  @Test
  void filesInOrderAreReadWithoutAShuffle() {
    Path path = folder.resolve("plain");
    parquetFile(path.resolve("b"), times(0, 2000));
    parquetFile(path.resolve("a"), times(2000, STEPS));
    Layout layout = new Layout(0, STEPS, 7, 5, 4, 2);

    try (LoadedSeries series = load(path, layout)) {
      assertThat(series.plan()).hasToString("in order already: no shuffle");
      assertThat(series.blocks().rdd().toDebugString()).doesNotContain("Shuffled");
      assertSame(series, layout, "plain");
    }
    assertThat(shuffled.blocks().rdd().toDebugString()).contains("Shuffled");
  }

  @Test
  void aRangeAndASampleAreReadInOrderToo() {
    Path path = folder.resolve("range.csv");
    TestSeries.csvOf(path, times(0, STEPS));
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path, 1234, 4001));
    Layout layout = new Layout(1234, 2767, 5, 3, 3, 2);

    try (LoadedSeries series = load(source, layout)) {
      assertThat(series.plan().inOrder()).isTrue();
      assertFormula(series.blocks().collect(), 1234);
    }
    InputBlock sample = source.sample(900, 40, NORMALISATION, Precision.DOUBLE);
    assertFormula(List.of(sample), 1234);
  }

  @Test
  void descendingAndOverlappingFilesAreShuffled() {
    Path falling = folder.resolve("falling");
    List<Long> times = new ArrayList<>(times(0, STEPS));
    Collections.reverse(times);
    TestSeries.csvOf(falling.resolve("falling.csv"), times);
    Path overlapping = folder.resolve("overlapping");
    parquetFile(overlapping.resolve("even"), times(0, 2));
    parquetFile(overlapping.resolve("one"), times(2, 3));
    List<Long> rest = times(3, STEPS);
    parquetFile(overlapping.resolve("odd"), rest.stream().filter(t -> t % 2 == 1).toList());
    parquetFile(overlapping.resolve("rest"), rest.stream().filter(t -> t % 2 == 0).toList());
    Layout layout = new Layout(0, STEPS, 7, 5, 3, 2);

    for (Path path : List.of(falling, overlapping)) {
      try (LoadedSeries series = load(path, layout)) {
        assertThat(series.plan().reason())
            .contains(path == falling ? "is not in the order of time" : "overlaps another file");
        assertSame(series, layout, path.toString());
      }
    }
  }

  @Test
  void onePieceForManyPartitionsIsShuffled() {
    Path path = folder.resolve("one.csv.gz");
    TestSeries.csvOf(path, times(0, STEPS));
    Layout layout = new Layout(0, STEPS, 7, 5, 13, 2);

    try (LoadedSeries series = load(path, layout)) {
      assertThat(series.plan())
          .hasToString(
              "shuffled into order: 13 partitions would decode 600% of the rows again,"
                  + " since one.csv.gz has 5,003 steps in one piece");
      assertSame(series, layout, "gz");
    }
    Layout alone = layout.withPartitions(1);
    try (LoadedSeries series = load(path, alone)) {
      assertThat(series.plan().inOrder()).isTrue();
      assertSame(series, alone, "gz in order");
    }
  }

  @Test
  void partitionsWithoutBlocksReadNothing() {
    Path path = folder.resolve("two-blocks.csv.gz");
    TestSeries.csvOf(path, times(0, STEPS));
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));
    Layout layout = new Layout(0, STEPS, 7, 358, 16, 2);

    assertThat(layout.blocks()).isEqualTo(2);
    assertThat(source.plan(layout).reason())
        .isEqualTo(
            "16 partitions would decode 50% of the rows again,"
                + " since two-blocks.csv.gz has 5,003 steps in one piece");
  }

  @Test
  void filesThatChangeTheirOrderAfterTheCheckAreRefused() throws IOException {
    Path path = folder.resolve("changing.csv");
    TestSeries.csvOf(path, times(0, STEPS));
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));
    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    Collections.shuffle(lines.subList(1, lines.size()), new Random(5));
    Files.write(path, lines);

    refusedAsChanged(() -> load(source, new Layout(0, STEPS, 7, 5, 3, 2)));
    refusedAsChanged(() -> source.sample(100, 9, NORMALISATION, Precision.DOUBLE));
  }

  @Test
  void valuesThatChangeAfterTheCheckAreRefusedByEitherWay() throws IOException {
    Path path = folder.resolve("correcting.csv");
    TestSeries.csvOf(path, times(0, STEPS));
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));
    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    lines.set(321, "320,1,1");
    Files.write(path, lines);
    Layout layout = new Layout(0, STEPS, 7, 5, 3, 2);

    refusedAsChanged(() -> inOrder(source, layout));
    refusedAsChanged(
        () ->
            source.load(
                layout,
                NORMALISATION,
                Precision.DOUBLE,
                StorageLevel.MEMORY_ONLY(),
                ReadPlan.shuffled("for the test")));
    assertThat(session.sparkContext().getPersistentRDDs().size()).isOne();
  }

  @Test
  void aFileThatJoinsTheFolderAfterTheCheckIsNotRead() {
    Path path = folder.resolve("growing");
    TestSeries.csvOf(path.resolve("0.csv"), times(0, STEPS));
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));
    TestSeries.csvOf(path.resolve("1.csv"), times(0, 10));
    Layout layout = new Layout(0, STEPS, 7, 5, 3, 2);

    try (LoadedSeries series = load(source, layout)) {
      assertSame(series, layout, "growing");
    }
  }

  private static void refusedAsChanged(ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("changed while it was read");
  }

  @Test
  void whatIsWrongAtTheBorderOfTwoFilesIsNamed() {
    refused("gap", List.of(times(0, 70), times(71, 100)), "1 missing row (at time 70)");
    refused("twice", List.of(times(0, 71), times(70, 100)), "1 duplicate row (at time 70)");
    refused(
        "both",
        List.of(times(0, 50), times(49, 70), times(71, 100)),
        "1 duplicate row (at time 49) and 1 missing row (at time 70)");
  }

  @Test
  void aValueThatCannotBeUsedIsNamed() {
    List<String> lines = new ArrayList<>(times(0, 500).stream().map(TestSeries::line).toList());
    lines.set(321, "321,word,1");
    Path path = TestSeries.csv(folder.resolve("word.csv"), lines);
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));

    assertThat(source.plan(new Layout(0, 500, 10, 3, 2, 2)).inOrder()).isTrue();
    assertThatThrownBy(() -> load(source, new Layout(0, 500, 10, 3, 2, 2)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("column \"b\" has 1 text that is not a number (at time 321)");
  }

  private static void refused(String name, List<List<Long>> files, String message) {
    for (int i = 0; i < files.size(); i++) {
      TestSeries.csvOf(folder.resolve(name).resolve(i + ".csv"), files.get(i));
    }
    assertThatThrownBy(() -> load(folder.resolve(name), new Layout(0, 100, 10, 3, 2, 2)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  /** Several row groups a file where there are rows enough. */
  private static void parquetFile(Path into, List<Long> times) {
    session
        .createDataFrame(
            times.stream()
                .map(t -> RowFactory.create(t, TestSeries.b(t), TestSeries.a(t)))
                .toList(),
            TestSeries.SCHEMA)
        .coalesce(1)
        .write()
        .option("parquet.block.size", 4096)
        .option("parquet.page.size", 1024)
        .parquet(into.toString());
  }

  private static List<Long> cuts(Random random) {
    List<Long> cuts = new ArrayList<>(List.of(0L, 1L, (long) STEPS));
    random.longs(5, 1, STEPS).forEach(cuts::add);
    return cuts.stream().distinct().sorted().toList();
  }

  private static List<Integer> names(int count, long seed) {
    List<Integer> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(i);
    }
    Collections.shuffle(names, new Random(seed));
    return names;
  }

  private static List<Long> times(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private static LoadedSeries load(Path path, Layout layout) {
    return load(SeriesSource.open(session, TestSeries.query(path)), layout);
  }

  private static LoadedSeries load(SeriesSource source, Layout layout) {
    return source.load(layout, NORMALISATION, Precision.DOUBLE, StorageLevel.MEMORY_AND_DISK_SER());
  }

  private static LoadedSeries inOrder(SeriesSource source, Layout layout) {
    LoadedSeries series =
        source.load(
            layout,
            NORMALISATION,
            Precision.DOUBLE,
            StorageLevel.MEMORY_AND_DISK_SER(),
            new ReadPlan(true, ""));
    assertThat(series.plan().inOrder()).isTrue();
    return series;
  }

  private static void assertSame(LoadedSeries series, Layout layout, String what) {
    assertThat(series.digest()).as(what).isEqualTo(shuffled.digest());
    assertThat(series.blocks().getNumPartitions()).isEqualTo(layout.partitions());
    List<InputBlock> found = series.blocks().collect();
    List<InputBlock> expected = shuffled.blocks().collect();
    assertThat(found).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).index()).as(what).isEqualTo(i);
      assertThat(doubles(found.get(i))).as(what).containsExactly(doubles(expected.get(i)));
    }
  }

  private static void assertFormula(List<InputBlock> blocks, long firstTime) {
    for (InputBlock block : blocks) {
      double[] values = doubles(block);
      for (int step = 0; step < block.steps(); step++) {
        long time = firstTime + block.firstStep() + step;
        assertThat(values[2 * step]).isEqualTo(NORMALISATION.apply(0, TestSeries.a(time)));
        assertThat(values[2 * step + 1]).isEqualTo(NORMALISATION.apply(1, TestSeries.b(time)));
      }
    }
  }

  private static double[] doubles(InputBlock block) {
    return ((Numbers.Doubles) block.inputs()).array();
  }
}
