// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** However many files a series is in, and however many pieces of one, its states are the same. */
@Timeout(300)
@ExtendWith(SharedSession.class)
class ManyFilesIT {
  private static final long SEED = 20261126;
  private static final int FILES = 500;
  private static final int STEPS = 2 * FILES;

  @TempDir static Path folder;
  private static TestRuns runs;
  private static SparkSession spark;
  private static List<Long> times;
  private static Ended whole;

  @BeforeAll
  static void evaluateOneFile() {
    // Spark lists many paths in tasks, with classes of its own that it has not registered
    runs =
        new TestRuns(
            folder,
            TestSession.builder("local[2]").config("spark.kryo.registrationRequired", false));
    spark = runs.session();
    times = TestSeries.shuffled(0, STEPS, SEED);
    whole = evaluate(TestSeries.csvOf(folder.resolve("whole.csv"), times));
    assertThat(whole.report().get("steps").asInt()).isEqualTo(STEPS);
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  private static Ended evaluate(Path input) {
    List<String> words = new ArrayList<>(List.of("--input", input.toString()));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of("--value-columns", "a", "--verify", "none", "--segment-length", "100"));
    return runs.evaluate(words.toArray(String[]::new));
  }

  private static void requireWhole(Ended ended) {
    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    assertThat(ended.report().get("inputDigest")).isEqualTo(whole.report().get("inputDigest"));
    assertThat(ended.digest()).as("seed %d", SEED).isEqualTo(whole.digest());
  }

  @Test
  void hundredsOfFilesOfTwoRowsGiveTheBitsOfOne() {
    Path parts = folder.resolve("parts");
    for (int file = 0; file < FILES; file++) {
      TestSeries.csvOf(
          parts.resolve("part-%05d.csv".formatted(file)), times.subList(2 * file, 2 * file + 2));
    }
    requireWhole(evaluate(parts));
  }

  @Test
  void oneFileOfManyRowGroupsGivesThemToo() throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    hadoop.setInt("parquet.block.size", 2048);
    Path parquet = folder.resolve("groups");
    try {
      TestSeries.parquetOf(spark, parquet, times, 1);
    } finally {
      hadoop.unset("parquet.block.size");
    }
    assertThat(rowGroups(parquet, hadoop)).isGreaterThan(STEPS / 200);
    requireWhole(evaluate(parquet));
  }

  private static int rowGroups(Path folder, Configuration hadoop) throws IOException {
    int groups = 0;
    try (var files = Files.newDirectoryStream(folder, "*.parquet")) {
      for (Path file : files) {
        try (ParquetFileReader reader =
            ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), hadoop))) {
          groups += reader.getRowGroups().size();
        }
      }
    }
    return groups;
  }
}
