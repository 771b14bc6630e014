// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.TimeWindow;
import dev.deerpark.settings.CsvSettings;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Series whose times are dates, timestamps or text, with gaps and duplicates. */
@ExtendWith(SharedSession.class)
class TimesIT {
  private static final long SEED = 20261126;
  private static final Instant START = Instant.parse("2018-03-25T00:30:00Z");
  private static final int STEPS = 40;

  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  @Test
  void aUniformStepIsFoundInAnyTypeAndOrder() {
    assertReads(
        written(DataTypes.TimestampType, t -> hour(t)),
        TimeType.Kind.TIMESTAMP,
        "1h",
        "2018-03-25T00:30:00Z");
    assertReads(
        written(
            DataTypes.TimestampNTZType, t -> LocalDateTime.parse("2018-03-25T00:30").plusHours(t)),
        TimeType.Kind.LOCAL_TIMESTAMP,
        "1h",
        "2018-03-25T00:30:00");
    assertReads(
        written(DataTypes.DateType, t -> Date.valueOf(LocalDate.of(1969, 12, 1).plusDays(7 * t))),
        TimeType.Kind.DATE,
        "7d",
        "1969-12-01");
    assertReads(
        written(DataTypes.StringType, t -> hour(t).toString().replace("Z", "+00:00")),
        TimeType.Kind.TEXT,
        "1h",
        "2018-03-25T00:30:00+00:00");
  }

  private void assertReads(Path path, TimeType.Kind kind, String step, String first) {
    SeriesSource source = open(path, TimeRules.STRICT);
    assertThat(source.timeline().axis().type().kind()).isEqualTo(kind);
    assertThat(source.timeline().axis().stepText()).isEqualTo(step);
    assertThat(source.timeline().text(0)).isEqualTo(first);
    assertThat(inputs(source, 3))
        .containsExactlyElementsOf(LongStream.range(0, STEPS).boxed().toList());
  }

  @Test
  void textIsReadInItsZoneAsSparkReadsIt() {
    List<String> lines = new ArrayList<>();
    for (String time : List.of("01:00", "03:00", "04:00")) { // the clocks went from 2 to 3
      lines.add("25.03.2018 " + time + "," + lines.size() + ",0");
    }
    Path path = TestSeries.csv(folder.resolve("berlin.csv"), lines);
    TimeRules rules =
        rules(Optional.empty(), Gaps.FAIL, Duplicates.FAIL, "dd.MM.yyyy HH:mm", "Europe/Berlin");

    SeriesSource source = open(path, rules);

    assertThat(source.timeline().axis().stepText()).isEqualTo("1h");
    assertThat(source.timeline().text(1)).isEqualTo("25.03.2018 03:00");
    assertThat(source.timeline().lastIsoText()).isEqualTo("2018-03-25T02:00:00Z");
    assertThatThrownBy(
            () ->
                open(
                    path, rules(Optional.empty(), Gaps.FAIL, Duplicates.FAIL, "dd.MM.yyyy", "UTC")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("other than a time of the format dd.MM.yyyy in 3 of 3 rows");
  }

  @Test
  void timesWithoutASingleStepAreRefusedWithAProposal() {
    Path path = written(DataTypes.TimestampType, t -> hour(t < 30 ? t : t + 2));

    refused(
        path, TimeRules.STRICT, "no single step: 38 of 39 differences are 1h", "--time-step 1h");
    refused(
        path,
        rules("1h", Gaps.FAIL, Duplicates.FAIL),
        "2 missing rows (at times 2018-03-26T06:30:00Z, 2018-03-26T07:30:00Z)",
        "--gaps");
  }

  @Test
  void timesOffTheGridAreRefusedWithTheirNeighbours() {
    Path path = written(DataTypes.TimestampType, t -> t == 17 ? hour(17).plusSeconds(40) : hour(t));

    refused(
        path,
        rules("1h", Gaps.FILL_PREVIOUS, Duplicates.FAIL),
        "1 time off the grid (at time 2018-03-25T17:30:40Z)",
        "between 2018-03-25T17:30:00Z and 2018-03-25T18:30:00Z",
        ".parquet");
  }

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
  void aRangeOfTimestampsIsPartOfTheSeries() {
    Path path = written(DataTypes.TimestampType, t -> hour(t));
    SeriesSource source =
        SeriesSource.open(
            session,
            query(
                path,
                Optional.of(new TimeWindow("2018-03-25 05:00Z", "2018-03-25T08:00Z")),
                TimeRules.STRICT));

    assertThat(inputs(source, 2)).containsExactly(5L, 6L, 7L);
    assertThat(source.timeline().text(0)).isEqualTo("2018-03-25T05:30:00Z");
    for (TimeWindow outside :
        List.of(
            new TimeWindow("2018-03-24T20:00Z", "2018-03-25T08:00Z"),
            new TimeWindow("2018-03-26T20:00Z", "2018-04-25T08:00Z"))) {
      assertThatThrownBy(
              () -> SeriesSource.open(session, query(path, Optional.of(outside), TimeRules.STRICT)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("outside the data")
          .hasMessageContaining("2018-03-25T00:30:00Z to 2018-03-26T15:30:00Z");
    }
  }

  @Test
  void nanosecondsAreReadWhereTheyAreWholeMicroseconds() throws IOException {
    refused(
        nanos("fine", 1_700_000_000_000_000_123L),
        TimeRules.STRICT,
        "other than whole microseconds in 3 of 3 rows",
        "1700000000000000123",
        "Round them");

    SeriesSource source = open(nanos("whole", 1_700_000_000_000_001_000L), TimeRules.STRICT);

    assertThat(source.timeline().text(0)).isEqualTo("2023-11-14T22:13:20.000001Z");
    assertThat(source.timeline().axis().stepText()).isEqualTo("1s");
  }

  private Path nanos(String name, long first) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required int64 t (TIMESTAMP(NANOS,true)); required double a;"
                + " required double b; }");
    Path path = folder.resolve(name + ".parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path)).withType(schema).build()) {
      for (int i = 0; i < 3; i++) {
        Group row = new SimpleGroup(schema);
        row.append("t", first + i * 1_000_000_000L).append("a", 0.0).append("b", 0.0);
        writer.write(row);
      }
    }
    return path;
  }

  @Test
  void theZoneOfTheRulesIsThatOfTimesInOptionsToo() {
    Path path = written(DataTypes.TimestampType, t -> hour(t));
    TimeRules tokyo = rules(Optional.empty(), Gaps.FAIL, Duplicates.FAIL, null, "Asia/Tokyo");
    TimeWindow window = new TimeWindow("2018-03-25T14:00", "2018-03-25T17:00");
    SeriesQuery query = query(path, Optional.of(window), tokyo);
    SeriesSource files = SeriesSource.open(session, query);
    SeriesSource table = SeriesSource.open(session.read().parquet(path.toString()), query);

    assertThat(files.timeline().text(0)).isEqualTo("2018-03-25T05:30:00Z");
    assertThat(table.timeline().text(0)).isEqualTo("2018-03-25T05:30:00Z");
  }

  @Test
  void aStepOfWholeNumbersMayBeGiven() {
    Path path = csv("fives", List.of(-10L, -5L, 0L, 10L));
    SeriesSource source = open(path, rules("5", Gaps.FILL_PREVIOUS, Duplicates.FAIL));

    assertThat(source.timeline().value(0)).isEqualTo(-10);
    assertThat(inputs(source, 2)).containsExactly(-10L, -5L, 0L, 0L, 10L);
    TimeRules fives = rules("5", Gaps.FAIL, Duplicates.FAIL);
    SeriesSource part =
        SeriesSource.open(session, query(path, Optional.of(TimeWindow.of(-10, 5)), fives));
    assertThat(inputs(part, 2)).as("a part with negative times").containsExactly(-10L, -5L, 0L);
  }

  private static List<Long> present() {
    List<Long> present = new ArrayList<>(LongStream.range(0, 100).boxed().toList());
    present.removeIf(t -> t % 7 == 3 || t >= 40 && t < 61);
    return present;
  }

  private static Instant hour(long t) {
    return START.plusSeconds(3600 * t);
  }

  private static List<String> lines(int steps) {
    return new ArrayList<>(
        LongStream.range(0, steps).mapToObj(t -> t + "," + t + "," + t).toList());
  }

  private Path csv(String name, List<Long> times) {
    List<String> lines = times.stream().map(t -> t + "," + t + "," + t).toList();
    return TestSeries.csv(folder.resolve(name + ".csv"), lines);
  }

  /** Rows of which value a is the step, shuffled over several files. */
  private Path written(DataType type, LongFunction<Object> time) {
    StructType schema =
        new StructType()
            .add("t", type)
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType);
    List<Row> rows =
        TestSeries.shuffled(0, STEPS, SEED).stream()
            .map(t -> RowFactory.create(time.apply(t), (double) t, 0.0))
            .toList();
    session.conf().set("spark.sql.datetime.java8API.enabled", type.equals(DataTypes.TimestampType));
    try {
      return TestSeries.parquet(session, folder.resolve(type.simpleString()), rows, schema, 3);
    } finally {
      session.conf().unset("spark.sql.datetime.java8API.enabled");
    }
  }

  private static SeriesQuery query(Path path, Optional<TimeWindow> range, TimeRules rules) {
    return new SeriesQuery(
        path.toString(), "t", List.of("a", "b"), range, CsvSettings.DEFAULT, rules);
  }

  private static SeriesSource open(Path path, TimeRules rules) {
    return SeriesSource.open(session, query(path, Optional.empty(), rules));
  }

  private static void refused(Path path, TimeRules rules, String... parts) {
    assertThatThrownBy(() -> open(path, rules))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(parts);
  }

  private static TimeRules rules(String step, Gaps gaps, Duplicates duplicates) {
    return rules(Optional.of(TimeStep.parse(step)), gaps, duplicates, null, null);
  }

  private static TimeRules rules(
      Optional<TimeStep> step, Gaps gaps, Duplicates duplicates, String format, String zone) {
    return new TimeRules(
        step,
        gaps,
        duplicates,
        Optional.ofNullable(format),
        Optional.ofNullable(zone).map(ZoneId::of));
  }

  private static Layout layout(SeriesSource source, int partitions) {
    return new Layout(source.firstTime(), source.steps(), 3, 1, partitions, 2);
  }

  /** The first value of every step. */
  private static List<Long> inputs(SeriesSource source, int partitions) {
    List<Long> inputs = new ArrayList<>();
    try (LoadedSeries series =
        source.load(
            layout(source, partitions),
            Normalisation.none(2),
            Precision.DOUBLE,
            StorageLevel.MEMORY_ONLY())) {
      for (InputBlock block : series.blocks().collect()) {
        for (int step = 0; step < block.steps(); step++) {
          inputs.add((long) block.inputs().get(2 * step));
        }
      }
    }
    return inputs;
  }
}
