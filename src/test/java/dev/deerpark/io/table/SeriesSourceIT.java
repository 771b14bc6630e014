// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedSession.class)
class SeriesSourceIT {
  private static final long SEED = 20261101;
  private static final int STEPS = 1003;
  private static final Normalisation NORMALISATION =
      new Normalisation(new double[] {0.1, -6}, new double[] {0.3, 2});

  @TempDir static Path folder;
  private static SparkSession session;
  private static Path parquet;

  @BeforeAll
  static void start() {
    session = TestSession.local();
    parquet =
        TestSeries.parquetOf(
            session, folder.resolve("many"), TestSeries.shuffled(0, STEPS, SEED), 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void everyNumberOfPartitionsHoldsTheSameBlocksInTheirPlaces(int partitions) {
    SeriesSource source = SeriesSource.open(session, TestSeries.query(parquet));
    Layout layout = new Layout(0, STEPS, 5, 3, partitions, 2);

    try (LoadedSeries series = load(source, layout, Precision.DOUBLE)) {
      int[] all = IntStream.range(0, partitions).toArray();
      assertThat(series.blocks().getNumPartitions()).isEqualTo(partitions);
      List<InputBlock>[] parts = series.blocks().collectPartitions(all);
      for (int p = 0; p < partitions; p++) {
        assertThat(parts[p])
            .extracting(InputBlock::index)
            .containsExactlyElementsOf(range(layout.firstBlock(p), layout.firstBlock(p + 1)));
        parts[p].forEach(block -> assertFollowsTheFormula(block, layout, Precision.DOUBLE));
      }
      assertThat(series.digest()).isEqualTo(digestOf(parquet)).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void aSeriesMayStartAtAnyTime() {
    Path path = TestSeries.csvOf(folder.resolve("late.csv"), TestSeries.shuffled(1000, 1100, SEED));
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));

    assertThat(source.firstTime()).isEqualTo(1000);
    assertThat(source.steps()).isEqualTo(100);
    assertBlocksFollowTheFormula(source, new Layout(1000, 100, 4, 2, 3, 2), Precision.FLOAT);
  }

  @Test
  void csvInAnyFormIsParquetBitForBit() {
    List<Long> times = TestSeries.shuffled(0, STEPS, SEED + 1);
    Path plain = TestSeries.csvOf(folder.resolve("plain.csv"), times);
    Path zipped = TestSeries.csvOf(folder.resolve("zipped.csv.gz"), times);
    TestSeries.csvOf(folder.resolve("parts/one.csv"), times.subList(0, 400));
    TestSeries.csvOf(folder.resolve("parts/two.csv.gz"), times.subList(400, 401));
    TestSeries.csvOf(folder.resolve("parts/deeper/three.csv"), times.subList(401, STEPS));

    for (Path path : List.of(plain, zipped, folder.resolve("parts"))) {
      assertThat(digestOf(path)).as("%s", path).isEqualTo(digestOf(parquet));
    }
    SeriesSource source = SeriesSource.open(session, TestSeries.query(plain));
    assertBlocksFollowTheFormula(source, new Layout(0, STEPS, 100, 1, 4, 2), Precision.DOUBLE);
  }

  @Test
  void aGlobTakesTheFilesThatMatch() {
    TestSeries.csvOf(folder.resolve("glob/part-1.csv"), TestSeries.shuffled(0, 30, SEED));
    TestSeries.csvOf(folder.resolve("glob/part-2.csv"), TestSeries.shuffled(30, 50, SEED));
    TestSeries.csvOf(folder.resolve("glob/other.csv"), TestSeries.shuffled(90, 99, SEED));

    SeriesQuery query = TestSeries.query(folder.resolve("glob/part-*.csv"));

    assertThat(SeriesSource.open(session, query).steps()).isEqualTo(50);
  }

  @Test
  void aRangeHidesWhatIsWrongOutsideIt() {
    List<String> lines = new ArrayList<>();
    TestSeries.shuffled(20, 60, SEED).forEach(t -> lines.add(TestSeries.line(t)));
    lines.addAll(List.of("10,1,1", "10,1,1", "12,word,NaN", "-4,,", "61,1", ",1,1", "noon,1,1"));
    Path path = TestSeries.csv(folder.resolve("range.csv"), lines);

    SeriesSource source = SeriesSource.open(session, TestSeries.query(path, 25, 57));

    assertThat(source.firstTime()).isEqualTo(25);
    assertThat(source.steps()).isEqualTo(32);
    assertBlocksFollowTheFormula(source, new Layout(25, 32, 3, 2, 2, 2), Precision.FLOAT);
  }

  @Test
  void aSampleIsTheSamePartOfTheWhole() {
    SeriesSource source = SeriesSource.open(session, TestSeries.query(parquet, 100, 900));

    InputBlock sample = source.sample(37, 12, NORMALISATION, Precision.FLOAT);

    assertThat(sample.firstStep()).isEqualTo(37);
    assertThat(sample.steps()).isEqualTo(12);
    assertFollowsTheFormula(sample, new Layout(100, 800, 1, 1, 1, 2), Precision.FLOAT);
  }

  @Test
  void aModelWithoutInputsNeedsOnlyTheTimeColumn() {
    SeriesQuery query = new SeriesQuery(parquet.toString(), "t", List.of(), Optional.empty());
    SeriesSource source = SeriesSource.open(session, query);

    assertThat(source.sample(0, 4, Normalisation.none(0), Precision.FLOAT).inputs().length())
        .isZero();
  }

  @Test
  void byteFloatAndDecimalColumnsAreNumbersToo() {
    StructType schema =
        new StructType()
            .add("t", DataTypes.ByteType)
            .add("a", DataTypes.createDecimalType(6, 2))
            .add("b", DataTypes.FloatType);
    Path path = folder.resolve("types");
    TestSeries.parquet(
        session,
        path,
        List.of(
            RowFactory.create((byte) 1, new BigDecimal("-12.25"), 0.5f),
            RowFactory.create((byte) 0, new BigDecimal("3.50"), 0.1f)),
        schema,
        1);

    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));
    InputBlock both = source.sample(0, 2, Normalisation.none(2), Precision.DOUBLE);

    assertThat(both.inputs().get(0)).isEqualTo(3.5);
    assertThat(both.inputs().get(1)).isEqualTo(0.1f);
    assertThat(both.inputs().get(2)).isEqualTo(-12.25);
    assertThat(both.inputs().get(3)).isEqualTo(0.5);
  }

  @Test
  void anyChangeOfAValueChangesTheDigest() {
    List<String> lines = new ArrayList<>();
    TestSeries.shuffled(0, STEPS, SEED).forEach(t -> lines.add(TestSeries.line(t)));
    lines.set(500, lines.get(500).replaceAll(",[^,]*$", ",0.123"));

    Path changed = TestSeries.csv(folder.resolve("changed.csv"), lines);

    assertThat(digestOf(changed)).isNotEqualTo(digestOf(parquet));
  }

  @Test
  void closingKeepsNothing() {
    SeriesSource source = SeriesSource.open(session, TestSeries.query(parquet));
    LoadedSeries series = load(source, new Layout(0, STEPS, 8, 8, 2, 2), Precision.FLOAT);
    assertThat(session.sparkContext().getPersistentRDDs().size()).isEqualTo(1);

    series.close();

    assertThat(session.sparkContext().getPersistentRDDs().size()).isZero();
  }

  private static String digestOf(Path path) {
    SeriesSource source = SeriesSource.open(session, TestSeries.query(path));
    try (LoadedSeries series = load(source, new Layout(0, STEPS, 64, 1, 2, 2), Precision.FLOAT)) {
      return series.digest();
    }
  }

  private static LoadedSeries load(SeriesSource source, Layout layout, Precision precision) {
    return source.load(layout, NORMALISATION, precision, StorageLevel.MEMORY_AND_DISK_SER());
  }

  private static void assertBlocksFollowTheFormula(
      SeriesSource source, Layout layout, Precision precision) {
    try (LoadedSeries series = load(source, layout, precision)) {
      List<InputBlock> blocks = series.blocks().collect();
      assertThat(blocks)
          .extracting(InputBlock::index)
          .containsExactlyElementsOf(range(0, layout.blocks()));
      blocks.forEach(block -> assertFollowsTheFormula(block, layout, precision));
    }
  }

  private static void assertFollowsTheFormula(
      InputBlock block, Layout layout, Precision precision) {
    double[] input = new double[2];
    for (int step = 0; step < block.steps(); step++) {
      long time = layout.firstTime() + block.firstStep() + step;
      block.input(step, input);
      assertThat(input)
          .as("time %d", time)
          .containsExactly(
              precision.round(NORMALISATION.apply(0, TestSeries.a(time))),
              precision.round(NORMALISATION.apply(1, TestSeries.b(time))));
    }
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
