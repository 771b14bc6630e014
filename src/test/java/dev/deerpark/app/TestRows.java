// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads an output back, file by file. */
final class TestRows {
  private TestRows() {}

  /** One row; what was not written is empty. */
  record Step(long time, List<? extends Number> state, List<? extends Number> output) {}

  /** All rows: the files in the order of their names, the rows in the order of their files. */
  static List<Step> of(SparkSession session, Path output) {
    List<Step> steps = new ArrayList<>();
    for (Path file : files(output)) {
      for (Row row : session.read().parquet(file.toString()).collectAsList()) {
        steps.add(new Step(row.getAs("t"), numbers(row, "state"), numbers(row, "output")));
      }
    }
    return steps;
  }

  static List<Path> files(Path output) {
    try (Stream<Path> files = Files.list(output)) {
      return files.filter(f -> f.getFileName().toString().startsWith("part-")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<? extends Number> numbers(Row row, String column) {
    return List.of(row.schema().fieldNames()).contains(column)
        ? row.<Number>getList(row.fieldIndex(column))
        : List.of();
  }

  /** The largest absolute difference of the states of two outputs of the same steps. */
  static double largestDifference(List<Step> some, List<Step> others) {
    if (some.size() != others.size()) {
      throw new AssertionError(some.size() + " steps against " + others.size());
    }
    double largest = 0;
    for (int i = 0; i < some.size(); i++) {
      largest = Math.max(largest, difference(some.get(i).state(), others.get(i).state()));
    }
    return largest;
  }

  /** The largest absolute difference of two states. */
  static double difference(List<? extends Number> some, List<? extends Number> others) {
    double largest = 0;
    for (int i = 0; i < some.size(); i++) {
      largest =
          Math.max(largest, Math.abs(some.get(i).doubleValue() - others.get(i).doubleValue()));
    }
    return largest;
  }
}
