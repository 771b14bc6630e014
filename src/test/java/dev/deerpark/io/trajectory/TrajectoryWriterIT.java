// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.measure.SyntheticSeries;
import dev.deerpark.app.measure.SyntheticSeries.Kind;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.io.file.StuckFileSystem;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedSession.class)
class TrajectoryWriterIT {
  private static final TrajectorySchema SCHEMA =
      new TrajectorySchema(Precision.FLOAT, StateColumns.array("state"), true, "t");

  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = TestSession.local();
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    hadoop.set("fs.file.impl", StuckFileSystem.class.getName());
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
  }

  @Test
  void filesInTheOrderOfTheirNamesHoldTheTrajectoryInTheOrderOfTime() throws IOException {
    Path output = folder.resolve("new/out");

    write(target(output, false), rows(0, 500, 12));

    List<Long> times = new ArrayList<>();
    for (Path part : parts(output)) {
      for (Row row : session.read().parquet(part.toString()).collectAsList()) {
        times.add(row.getLong(0));
        assertThat(row.<Float>getList(1)).containsExactly(row.getLong(0) * 0.1f, 1f);
        assertThat(row.<Float>getList(2)).containsExactly(-row.getLong(0) * 1f);
      }
    }
    assertThat(times).containsExactlyElementsOf(LongStream.range(0, 500).boxed().toList());
    assertThat(names(folder.resolve("new"))).containsExactly("out");
  }

  /** Whoever reads the middle of a large file has to decode the row group around it. */
  @Test
  void aLargeFileComesInSeveralRowGroups() throws IOException {
    Path output = folder.resolve("groups");
    var series = new SyntheticSeries(2_000_000, "t", List.of("x", "y"), Kind.NORMAL, 7);
    try (var writer = new TrajectoryWriter(session, target(output, false))) {
      writer.stage(series.rows(session, 1), series.type());
      writer.commit();
    }

    Path part = parts(output).get(0);
    var hadoop = new org.apache.hadoop.fs.Path(part.toUri());
    var file = HadoopInputFile.fromPath(hadoop, new Configuration());
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      assertThat(reader.getRowGroups()).hasSizeBetween(2, 4);
      assertThat(reader.getRecordCount()).isEqualTo(series.steps());
    }
  }

  @Test
  void nothingIsVisibleBeforeTheCommit() throws IOException {
    try (var writer = new TrajectoryWriter(session, target(folder.resolve("out"), false))) {
      writer.stage(rows(0, 10, 2), SCHEMA.type());
      assertThat(names(folder))
          .hasSize(2)
          .allMatch(name -> name.matches("[.]out[.](staging|process)-.*"));
    }
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aFailedTaskLeavesNothing() throws IOException {
    JavaRDD<InternalRow> failing =
        rows(0, 100, 4)
            .map(
                row -> {
                  if (row.getLong(0) == 77) {
                    throw new IllegalStateException("no step 77");
                  }
                  return row;
                });

    assertThatThrownBy(() -> write(target(folder.resolve("out"), false), failing))
        .hasStackTraceContaining("no step 77");

    assertThat(names(folder)).isEmpty();
  }

  @Test
  void anOverwrittenOutputIsReplacedWhole() throws IOException {
    Path output = folder.resolve("out");
    write(target(output, false), rows(0, 100, 8));

    write(target(output, true), rows(1000, 1010, 2));

    assertThat(session.read().parquet(output.toString()).count()).isEqualTo(10);
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void anAbandonedOverwriteKeepsTheOldOutput() throws IOException {
    Path output = folder.resolve("out");
    write(target(output, false), rows(0, 100, 2));

    try (var writer = new TrajectoryWriter(session, target(output, true))) {
      writer.stage(rows(0, 5, 1), SCHEMA.type());
    }

    assertThat(session.read().parquet(output.toString()).count()).isEqualTo(100);
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void anOutputThatAppearedMeanwhileIsNotReplaced() throws IOException {
    Path output = folder.resolve("out");
    OutputTarget target = target(output, false);
    Files.createDirectories(output);

    assertThatThrownBy(() -> write(target, rows(0, 5, 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has appeared");

    assertThat(names(output)).isEmpty();
    assertThat(names(folder)).containsExactly("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "broken"})
  void aRenameThatFailsDeletesNothingAndSaysWhereEverythingIs(String name) throws IOException {
    Path output = Files.createDirectories(folder.resolve(name));
    Files.writeString(output.resolve("part-00000-old.parquet"), "");
    OutputTarget target = target(output, true);

    assertThatThrownBy(() -> write(target, rows(0, 5, 1)))
        .isInstanceOf(CommitException.class)
        .hasMessageContaining("." + name + ".staging-")
        .hasMessageContaining("." + name + ".replaced-")
        .hasMessageContaining("is kept in");

    assertThat(names(folder)).hasSize(2).allMatch(left -> left.startsWith("." + name + "."));
    for (String left : names(folder)) {
      String expected = left.contains("replaced") ? "part-00000-old.parquet" : "_SUCCESS";
      assertThat(names(folder.resolve(left))).contains(expected);
    }
  }

  private static JavaRDD<InternalRow> rows(long from, long to, int partitions) {
    List<Long> times = LongStream.range(from, to).boxed().toList();
    TrajectorySchema schema = SCHEMA;
    return new JavaSparkContext(session.sparkContext())
        .parallelize(times, partitions)
        .map(t -> schema.row(new Object[] {t}, floats(t * 0.1f, 1), 0, 2, floats(-t)));
  }

  private static Numbers floats(float... values) {
    return new Numbers.Floats(values);
  }

  private static void write(OutputTarget target, JavaRDD<InternalRow> rows) {
    try (var writer = new TrajectoryWriter(session, target)) {
      writer.stage(rows, SCHEMA.type());
      writer.commit();
    }
  }

  private static OutputTarget target(Path output, boolean overwrite) {
    return OutputTarget.check(
        session.sparkContext().hadoopConfiguration(), output.toString(), overwrite, List.of());
  }

  private static List<Path> parts(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files.filter(f -> f.getFileName().toString().startsWith("part-")).sorted().toList();
    }
  }

  private static List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(f -> f.getFileName().toString()).collect(Collectors.toList());
    }
  }
}
