// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static dev.deerpark.io.table.TimedSeries.inputs;
import static dev.deerpark.io.table.TimedSeries.open;
import static dev.deerpark.io.table.TimedSeries.query;
import static dev.deerpark.io.table.TimedSeries.refused;
import static dev.deerpark.io.table.TimedSeries.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.TimeWindow;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series whose times are dates, timestamps or text. */
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

  @ParameterizedTest
  @CsvSource({"Z, 0", "+00:00, 0", "+0000, 0", "+00, 0", "+05:30, 330", "-0330, -210", "+02, 120"})
  void anOffsetIsReadAndWrittenInEachFormOfIso8601(String offset, int minutes) {
    LocalDateTime first = LocalDateTime.parse("2018-03-25T00:30");
    List<String> lines =
        LongStream.range(0, STEPS)
            .mapToObj(t -> first.plusHours(t) + ":00" + offset + "," + t + ",0")
            .toList();

    SeriesSource source =
        open(TestSeries.csv(folder.resolve("offset.csv"), lines), TimeRules.STRICT);

    assertThat(source.timeline().axis().stepText()).isEqualTo("1h");
    assertThat(source.timeline().text(STEPS - 1))
        .isEqualTo(first.plusHours(STEPS - 1) + ":00" + offset);
    Instant last = first.plusHours(STEPS - 1).minusMinutes(minutes).toInstant(ZoneOffset.UTC);
    assertThat(source.timeline().lastIsoText()).isEqualTo(last.toString());
    assertThat(source.timeline().axis().type().parse("2018-03-25T00:30:00" + offset))
        .isEqualTo(source.timeline().axis().type().parse("2018-03-25T00:30:00"));
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

  private static Instant hour(long t) {
    return START.plusSeconds(3600 * t);
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
}
