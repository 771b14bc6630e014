// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.app.record.KnownFailure;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.FullFileSystem;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the output fills up at any moment of a run; the report has a place elsewhere. */
@ExtendWith(SharedSession.class)
class EvaluateFullDiskIT {
  private static final int TRIALS = 12;

  @TempDir Path folder;

  @AfterEach
  void empty() {
    FullFileSystem.fill(Long.MAX_VALUE, false);
  }

  private String[] words(Path report) {
    return new String[] {
      "--model",
      TestRuns.example("gru24_ecg208.json"),
      "--input",
      TestRuns.example("ecg208.parquet"),
      "--range",
      "0:2000",
      "--segment-length",
      "100",
      "--final-state",
      "full:" + folder.resolve("end.json"),
      "--report",
      report.toString(),
      "--verify",
      "none",
    };
  }

  @Test
  void aRunOnAFullDiskSaysSoAndLeavesNothingButItsReport() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      runs.session()
          .sparkContext()
          .hadoopConfiguration()
          .set("fs.full.impl", FullFileSystem.class.getName());
      Path output = folder.resolve("out");
      FullFileSystem.fill(1_000_000, false);
      run(runs, output, folder.resolve("whole"));
      long writes = 1_000_000 - FullFileSystem.left();
      assertThat(output).isDirectory();
      assertThat(folder.resolve("end.json")).exists();
      List<String> whole = files(output);
      org.apache.hadoop.fs.FileUtil.fullyDelete(output.toFile());
      Files.delete(folder.resolve("end.json"));
      for (int trial = 0; trial < TRIALS; trial++) {
        long after = writes * trial / TRIALS;
        Path report = folder.resolve("report-" + trial);
        FullFileSystem.fill(after, trial % 2 == 1);

        Throwable failure = catchThrowable(() -> run(runs, output, report));

        FullFileSystem.fill(Long.MAX_VALUE, false);
        assertThat(failure).as("full after %d of %d writes", after, writes).isNotNull();
        assertThat(files(folder).stream().filter(name -> !name.matches("whole|report-.*")))
            .as("full after %d of %d writes", after, writes)
            .isEmpty();
        if (BadInputException.behind(failure).isEmpty()) {
          assertThat(KnownFailure.sentence(failure)).as(failure.toString()).isPresent();
          JsonNode written = new ObjectMapper().readTree(report.resolve("report.json").toFile());
          assertThat(written.get("outcome").asText()).isEqualTo("FAILED");
          assertThat(written.get("outcomeSentence").asText()).contains("A disk is full");
        }
      }
      assertThat(whole).contains("_SUCCESS");
    }
  }

  private void run(TestRuns runs, Path output, Path report) {
    runs.evaluate("full:" + output, new ArrayList<>(), words(report));
  }

  private static List<String> files(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
