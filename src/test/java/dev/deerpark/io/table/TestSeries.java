// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.sequence.time.TimeWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Series of two columns by a formula, written in the ways that users write theirs. */
public final class TestSeries {
  static final StructType SCHEMA =
      new StructType()
          .add("t", DataTypes.LongType)
          .add("b", DataTypes.DoubleType)
          .add("a", DataTypes.DoubleType);

  private TestSeries() {}

  public static double a(long time) {
    return Math.sin(0.1 * time) / 3;
  }

  static double b(long time) {
    return time * 1e-3 - 7;
  }

  /** Column {@code a}, then column {@code b}: not the order in which they are stored. */
  static SeriesQuery query(Path path) {
    return new SeriesQuery(path.toString(), "t", List.of("a", "b"), Optional.empty());
  }

  static SeriesQuery query(Path path, long from, long to) {
    return new SeriesQuery(
        path.toString(), "t", List.of("a", "b"), Optional.of(TimeWindow.of(from, to)));
  }

  /** The times {@code from} to {@code to - 1}, shuffled. */
  public static List<Long> shuffled(long from, long to, long seed) {
    List<Long> times = new ArrayList<>(LongStream.range(from, to).boxed().toList());
    Collections.shuffle(times, new Random(seed));
    return times;
  }

  public static String line(long time) {
    return time + "," + b(time) + "," + a(time);
  }

  /** A CSV file with its header; gzipped where the name ends so. */
  public static Path csv(Path file, List<String> lines) {
    String content = "t,b,a\n" + String.join("\n", lines) + "\n";
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream raw = Files.newOutputStream(file);
          OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return file;
  }

  public static Path csvOf(Path file, List<Long> times) {
    return csv(file, times.stream().map(TestSeries::line).toList());
  }

  /** A folder of Parquet files, one for each of {@code files} runs of the given rows. */
  static Path parquet(
      SparkSession session, Path folder, List<Row> rows, StructType schema, int files) {
    session
        .createDataFrame(rows, schema)
        .repartition(files)
        .write()
        .mode("append")
        .parquet(folder.toString());
    return folder;
  }

  public static Path parquetOf(SparkSession session, Path folder, List<Long> times, int files) {
    List<Row> rows = times.stream().map(t -> RowFactory.create(t, b(t), a(t))).toList();
    return parquet(session, folder, rows, SCHEMA, files);
  }
}
