// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.AllCases;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However many files a series is in, and however many pieces of one, its states are the same. */
@Timeout(900)
@ExtendWith(SharedSession.class)
class ManyFilesIT {
  private static final long SEED = 20261126;

  @TempDir Path folder;
  private TestRuns runs;

  @BeforeEach
  void start() {
    runs = new TestRuns(folder);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  private Ended evaluate(Path input) {
    List<String> words = new ArrayList<>(List.of("--input", input.toString()));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of("--value-columns", "a", "--verify", "none", "--segment-length", "100"));
    return runs.evaluate(words.toArray(String[]::new));
  }

  private void requireTheBitsOfOneFile(List<Long> times, Path input) {
    Ended whole = evaluate(TestSeries.csvOf(folder.resolve("whole.csv"), times));
    assertThat(whole.report().get("steps").asInt()).isEqualTo(times.size());
    Ended ended = evaluate(input);
    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    assertThat(ended.report().get("inputDigest")).isEqualTo(whole.report().get("inputDigest"));
    assertThat(ended.digest()).as("seed %d", SEED).isEqualTo(whole.digest());
  }

  /** From 33 paths on, Spark lists them in tasks. */
  static List<Integer> counts() {
    return AllCases.of(List.of(100), List.of(10_000));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void filesOfTwoRowsGiveTheBitsOfOne(int files) {
    List<Long> times = TestSeries.shuffled(0, 2 * files, SEED);
    Path parts = folder.resolve("parts");
    for (int file = 0; file < files; file++) {
      TestSeries.csvOf(
          parts.resolve("part-%05d.csv".formatted(file)), times.subList(2 * file, 2 * file + 2));
    }
    requireTheBitsOfOneFile(times, parts);
  }

  @Test
  void oneFileOfManyRowGroupsGivesThemToo() throws IOException {
    List<Long> times = TestSeries.shuffled(0, 1000, SEED);
    SparkSession spark = runs.session();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    hadoop.setInt("parquet.block.size", 2048);
    Path parquet = folder.resolve("groups");
    try {
      TestSeries.parquetOf(spark, parquet, times, 1);
    } finally {
      hadoop.unset("parquet.block.size");
    }
    assertThat(rowGroups(parquet, hadoop)).isGreaterThan(5);
    requireTheBitsOfOneFile(times, parquet);
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
