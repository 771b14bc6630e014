// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are refused or read as they were: nothing else ever happens. */
class MutatedInputIT {
  private static final int STEPS = 40;

  private static final int TRIALS = Integer.getInteger("deerpark.scan.trials", 40);

  @TempDir static Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Test
  void damagedCsv() throws IOException {
    Path whole = TestSeries.csvOf(folder.resolve("whole.csv"), times());
    tryAll(whole, "csv", 20261126);
  }

  @Test
  void damagedGzip() throws IOException {
    Path whole = TestSeries.csvOf(folder.resolve("whole.csv.gz"), times());
    tryAll(whole, "csv.gz", 20261127);
  }

  @Test
  void damagedParquet() throws IOException {
    Path written = TestSeries.parquetOf(session, folder.resolve("parquet"), times(), 1);
    try (Stream<Path> files = Files.list(written)) {
      Path whole =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      tryAll(whole, "parquet", 20261128);
    }
  }

  private static void tryAll(Path whole, String ending, long firstSeed) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    boolean text = ending.equals("csv");
    Optional<String> expected = digest(whole, "whole");
    assertThat(expected).isPresent();
    for (long seed = firstSeed; seed < firstSeed + TRIALS; seed++) {
      Path file = folder.resolve("mutated." + ending);
      Files.write(file, Mutation.of(bytes, text, new Random(seed)));
      Optional<String> digest = digest(file, ending + ", seed " + seed);
      // In plain text another digit is another number; every other format has checksums.
      if (!text && digest.isPresent()) {
        assertThat(digest).as("%s, seed %d", ending, seed).isEqualTo(expected);
      }
    }
  }

  private static Optional<String> digest(Path file, String what) {
    try {
      SeriesSource source = SeriesSource.open(session, TestSeries.query(file));
      Layout layout = new Layout(source.firstTime(), source.steps(), 8, 2, 1, 2);
      try (LoadedSeries series =
          source.load(
              layout, Normalisation.none(2), Precision.DOUBLE, StorageLevel.MEMORY_ONLY())) {
        return Optional.of(series.digest());
      }
    } catch (Throwable failure) {
      assertRefusal(failure, what);
      return Optional.empty();
    }
  }

  private static void assertRefusal(Throwable failure, String what) {
    if (!(failure instanceof BadInputException)) {
      throw new AssertionError(what + ": " + failure, failure);
    }
    assertThat(failure.getMessage()).as(what).hasSizeLessThan(400);
  }

  private static List<Long> times() {
    return LongStream.range(0, STEPS).boxed().toList();
  }
}
