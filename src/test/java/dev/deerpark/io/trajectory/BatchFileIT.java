// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.trajectory.StateSink;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are written from batches are those that Spark's own writer would have written. */
class BatchFileIT {
  private static final long SEED = 5;

  /** Steps of three partitions: more than one batch, a few, and none. */
  private static final long[] ENDS = {9_000, 9_010, 9_010};

  private static final long DAY_MICROS = 86_400_000_000L;

  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  static Stream<TrajectorySink> sinks() {
    byte[] keys = "aäb".getBytes(StandardCharsets.UTF_8);
    TimeType dates = TimeType.of(TimeType.Kind.DATE, "UTC");
    TimeType timestamps = TimeType.of(TimeType.Kind.TIMESTAMP, "UTC");
    TimeType local = TimeType.of(TimeType.Kind.LOCAL_TIMESTAMP, "UTC");
    Timeline series =
        new Timeline(
            new TimeAxis(timestamps, 0, 1_000_001),
            new long[] {0, 5_000},
            new long[] {-DAY_MICROS - 1, 7},
            ENDS[2],
            SeriesKeys.of("k", keys, new int[] {3, 4}));
    StateColumns array = StateColumns.array("state");
    StateColumns separate = new StateColumns("state", 3);
    return Stream.of(
        sink(Precision.FLOAT, array, true, Timeline.of(TimeAxis.INDEXES, 4, ENDS[2]), 1),
        sink(
            Precision.DOUBLE,
            separate,
            true,
            Timeline.of(new TimeAxis(dates, -9, 2), 0, ENDS[2]),
            1),
        sink(Precision.DOUBLE, StateColumns.NONE, true, series, 3),
        sink(
            Precision.FLOAT,
            separate,
            false,
            Timeline.of(new TimeAxis(local, -9, 7), 0, ENDS[2]),
            1));
  }

  private static TrajectorySink sink(
      Precision precision, StateColumns states, boolean outputs, Timeline timeline, int every) {
    Readout readout = new Readout(2, new double[] {1, 2, 3, 4, 5, 6}, new double[] {7, 8});
    TrajectorySchema schema =
        new TrajectorySchema(precision, states, outputs, "a time;").on(timeline);
    return new TrajectorySink(
        schema, TravellingTimeline.withTasks(timeline), every, Optional.of(readout));
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void batchesAreReadAsTheirRowsAre(TrajectorySink sink) throws IOException {
    write("batches", sink, Optional.empty());
    try (var writer = writer("rows", Optional.empty())) {
      writer.stage(rows(sink, sink), sink.schema().type());
      writer.commit();
    }

    var batches = session.read().parquet(folder.resolve("batches").toString());
    var rows = session.read().parquet(folder.resolve("rows").toString());
    assertThat(batches.schema()).isEqualTo(rows.schema());
    assertThat(batches.collectAsList()).as("seed %d", SEED).isEqualTo(rows.collectAsList());
    assertThat(parts("batches")).as("one for each partition with rows").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "lz4", "lz4_raw", "zstd"})
  void everyCompressionIsReadBack(String compression) throws IOException {
    TrajectorySink sink = sinks().findFirst().orElseThrow();
    write("compressed", sink, Optional.of(compression));

    var read = session.read().parquet(folder.resolve("compressed").toString());
    assertThat(read.filter("`a time;` >= 0 and size(state) = 3").count()).isEqualTo(ENDS[2]);
    String file = parts("compressed").get(0).getFileName().toString();
    assertThat(file).matches("part-r-00000-[0-9a-f-]{36}[.]" + extension(compression) + "parquet");
  }

  private static String extension(String compression) {
    return switch (compression) {
      case "none" -> "";
      case "gzip" -> "gz.";
      case "lz4" -> "lz4hadoop.";
      case "lz4_raw" -> "lz4raw.";
      default -> compression + ".";
    };
  }

  /** Whoever reads the middle of a large file has to decode the row group around it. */
  @Test
  void aLargeFileComesInSeveralRowGroups() throws IOException {
    int size = 512;
    StateColumns states = StateColumns.array("state");
    TrajectorySchema schema = new TrajectorySchema(Precision.FLOAT, states, false, "t");
    Timeline timeline = Timeline.of(TimeAxis.INDEXES, 0, ENDS[2]);
    TrajectorySink sink =
        new TrajectorySink(schema, TravellingTimeline.withTasks(timeline), 1, Optional.empty());
    try (var writer = writer("large", Optional.empty())) {
      writer.stageBatches(rows(new BatchSink(sink), sink, size), schema.type());
      writer.commit();
    }

    var path = new org.apache.hadoop.fs.Path(parts("large").get(0).toUri());
    var file = HadoopInputFile.fromPath(path, new Configuration());
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      assertThat(reader.getRowGroups()).hasSize(2);
      assertThat(reader.getRecordCount()).isEqualTo(ENDS[0]);
    }
  }

  @Test
  void timesBeforeOtherCalendarsAreLeftToSpark() throws IOException {
    TimeType dates = TimeType.of(TimeType.Kind.DATE, "UTC");
    long of1899 = -25_568;
    TrajectorySink sink = sinks().skip(1).findFirst().orElseThrow();
    try (var writer = writer("old", Optional.empty())) {
      for (long first : new long[] {of1899, of1899 + 1}) {
        Timeline timeline = Timeline.of(new TimeAxis(dates, first, 1), 0, 10);
        assertThat(writer.takesBatches(sink.schema().type(), timeline)).isEqualTo(first > of1899);
      }
    }
  }

  private void write(String name, TrajectorySink sink, Optional<String> compression) {
    try (var writer = writer(name, compression)) {
      writer.stageBatches(rows(new BatchSink(sink), sink), sink.schema().type());
      writer.commit();
    }
  }

  private TrajectoryWriter writer(String name, Optional<String> compression) {
    OutputTarget target =
        OutputTarget.check(
            session.sparkContext().hadoopConfiguration(),
            folder.resolve(name).toString(),
            false,
            List.of());
    return new TrajectoryWriter(
        session, target, new ResultForm(Optional.empty(), Optional.empty(), compression));
  }

  private static <R> JavaRDD<R> rows(StateSink<R> made, TrajectorySink of) {
    return rows(made, of, 3);
  }

  /** Random states of every kept step. */
  private static <R> JavaRDD<R> rows(StateSink<R> made, TrajectorySink of, int size) {
    Precision precision = of.schema().precision();
    return new JavaSparkContext(session.sparkContext())
        .parallelize(List.of(0, 1, 2), 3)
        .flatMap(part -> walked(made, precision, part, size).iterator());
  }

  private static <R> List<R> walked(StateSink<R> sink, Precision precision, int part, int size) {
    Random random = new Random(SEED + part);
    StateSink.Rows<R> rows = sink.open();
    List<R> made = new ArrayList<>();
    for (long step = part == 0 ? 0 : ENDS[part - 1]; step < ENDS[part]; step++) {
      Numbers state = precision.allocate(size + 1);
      for (int i = 0; i <= size; i++) {
        state.set(i, random.nextGaussian());
      }
      R row = sink.keeps(step) ? rows.of(step, state, 1, size) : null;
      if (row != null) {
        made.add(row);
      }
    }
    R rest = rows.rest();
    if (rest != null) {
      made.add(rest);
    }
    return made;
  }

  private List<Path> parts(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.filter(f -> f.getFileName().toString().startsWith("part-")).sorted().toList();
    }
  }
}
