// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.AllCases;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same input, configuration and layout give the same bits: for any number of partitions, on
 * both plans, in one JVM and in several, with tasks that are late or run twice.
 */
@ExtendWith(SharedSession.class)
class SameBitsIT {
  @TempDir Path folder;

  /** 80 blocks of 4 segments; full Jacobians, so that the elements really multiply. */
  private static final List<String> RUN =
      List.of(
          "--model",
          TestRuns.example("gru24_ecg208.json"),
          "--input",
          TestRuns.example("ecg208.parquet"),
          "--range",
          "0:20480",
          "--method",
          "deer",
          "--segment-length",
          "64",
          "--block-steps",
          "256",
          "--max-iterations",
          "3",
          "--keep-unconverged",
          "--every",
          "100",
          "--verify",
          "none");

  private static String digest(TestRuns runs, String... more) {
    List<String> words = new ArrayList<>(RUN);
    words.addAll(List.of(more));
    return runs.evaluate(words.toArray(String[]::new)).digest();
  }

  @Test
  void partitionsAndPlansChangeNoBitInOneJvm() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      for (String fanIn : AllCases.of(List.of("4", "50"), List.of("2"))) {
        String reference = digest(runs, "--fan-in", fanIn, "--partitions", "1");
        List<String> some = fanIn.equals("4") ? List.of("7", "64") : List.of("64");
        for (String partitions : AllCases.of(some, List.of("2", "3"))) {
          for (String scan : AllCases.of(List.of("tree"), List.of("flat"))) {
            assertThat(digest(runs, "--fan-in", fanIn, "--partitions", partitions, "--scan", scan))
                .as("fan-in %s, %s partitions, %s", fanIn, partitions, scan)
                .isEqualTo(reference);
          }
        }
      }
      runs.assertNothingIsLeft();
    }
  }

  /** 320 segments that are too short to forget. */
  private static final List<String> SECANTS =
      List.of(
          "--model",
          TestRuns.example("gru24_ecg208.json"),
          "--input",
          TestRuns.example("ecg208.parquet"),
          "--range",
          "0:5120",
          "--method",
          "shooting",
          "--jacobian",
          "secant",
          "--segment-length",
          "16",
          "--block-steps",
          "64",
          "--guess",
          "zeros",
          "--verify",
          "full");

  @Test
  void partitionsAndPlansChangeNoBitOfARunWithSecants() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      TestRuns.Ended reference =
          runs.evaluate(with(SECANTS, "--partitions", "1").toArray(String[]::new));
      assertThat(reference.status()).isEqualTo(ExitStatus.DONE);
      for (String scan : List.of("flat", "tree")) {
        for (String partitions : AllCases.of(List.of("7"), List.of("2", "64"))) {
          List<String> words = with(SECANTS, "--partitions", partitions, "--scan", scan);
          assertThat(runs.evaluate(words.toArray(String[]::new)).digest())
              .as("%s partitions, %s", partitions, scan)
              .isEqualTo(reference.digest());
        }
      }
      runs.assertNothingIsLeft();
    }
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> longer = new ArrayList<>(words);
    longer.addAll(List.of(more));
    return longer;
  }

  @Test
  void separateExecutorsWithLateAndSpeculativeTasksChangeNoBit() throws IOException {
    String[] model = {
      "--model-class", LateModel.class.getName(),
      "--value-columns", "mlii_mv",
      "--input", TestRuns.example("ecg208.parquet"),
      "--range", "0:5120",
      "--method", "deer",
      "--segment-length", "32",
      "--block-steps", "128",
      "--fan-in", "4",
      "--verify", "full",
    };
    String reference;
    try (TestRuns runs = new TestRuns(folder)) {
      reference = runs.evaluate(model).digest();
    }
    try (TestRuns runs = new TestRuns(folder.resolve("cluster"), TestCluster.twoExecutors())) {
      for (String scan : AllCases.of(List.of("tree"), List.of("flat"))) {
        List<String> words = new ArrayList<>(List.of(model));
        words.addAll(List.of("--partitions", scan.equals("flat") ? "3" : "12", "--scan", scan));
        TestRuns.Ended ended = runs.evaluate(words.toArray(String[]::new));
        assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
        assertThat(ended.digest()).as(scan).isEqualTo(reference);
      }
      runs.assertNothingIsLeft();
    }
  }
}
