// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deerpark.io.table.TestSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own that is told to end, and one that is killed, while it solves. */
@DisabledOnOs(OS.WINDOWS)
class EndedProcessIT {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  private Process evaluate(Path temporary, Path output, String model) throws IOException {
    List<String> words = new ArrayList<>();
    Path series = folder.resolve("series.csv");
    if (!Files.exists(series)) {
      TestSeries.csvOf(series, TestSeries.shuffled(0, 20_000, 1));
    }
    words.addAll(List.of("evaluate", "--model-class", model, "--value-columns", "a"));
    words.addAll(List.of("--input", series.toString(), "--output", output.toString()));
    words.addAll(List.of("--method", "deer", "--verify", "none"));
    return TestProcess.start(temporary, words);
  }

  /** Reads what a process says until a line begins so, and for a moment more. */
  private static void await(Process process, String line) throws Exception {
    BufferedReader said = process.inputReader();
    List<String> lines = new ArrayList<>();
    do {
      lines.add(said.readLine());
    } while (lines.get(lines.size() - 1) != null && !lines.get(lines.size() - 1).startsWith(line));
    assertThat(lines).as("what it said").doesNotContainNull();
    Thread.sleep(300);
  }

  @Test
  void aProcessThatIsToldToEndLeavesItsReportAndOneThatIsKilledIsClearedUpAfter() throws Exception {
    Path temporary = folder.resolve("tmp");
    Path results = Files.createDirectory(folder.resolve("results"));
    Process killed = evaluate(temporary, results.resolve("out"), SlowModel.class.getName());
    await(killed, "Solving");
    killed.destroyForcibly().waitFor();
    List<String> left = new ArrayList<>(names(temporary));
    assertThat(names(results)).singleElement().asString().startsWith(".deerpark-work-");
    left.removeIf(name -> !name.startsWith("deerpark-spark-"));
    assertThat(left).hasSize(1);

    Process told = evaluate(temporary, results.resolve("out"), SlowModel.class.getName());
    await(told, "Solving");
    assertThat(names(results)).as("the dead one's is gone").hasSize(1);
    assertThat(names(temporary)).as("its blocks too").doesNotContainAnyElementsOf(left);
    told.toHandle().destroy(); // which leaves open what it says
    told.inputReader().lines().forEach(line -> {});

    assertThat(told.waitFor()).isEqualTo(TERMINATED);
    JsonNode report = TestRuns.report(results.resolve("out"));
    assertThat(report.get("outcome").asText()).isEqualTo("INTERRUPTED");
    assertThat(report.get("outcomeSentence").asText()).contains("no result was written");
    assertThat(report.has("exitCode")).isFalse();
    assertThat(report.has("driverOnlySeconds")).isTrue();
    assertThat(names(results)).containsExactly("_deerpark");
    assertThat(names(temporary)).noneMatch(name -> name.startsWith("deerpark-spark-"));
  }

  @Test
  void aStudyThatIsToldToEndSaysSo() throws Exception {
    Path study = folder.resolve("study");
    List<String> words = new ArrayList<>(List.of("study", "--output", study.toString()));
    words.addAll(List.of("--generate", "gru:D=16", "--lengths", "1e5", "--cores", "1"));
    words.addAll(List.of("--methods", "quasi-deer", "--repeats", "100", "--predict=false"));
    Process told = TestProcess.start(folder.resolve("tmp-of-study"), words);
    await(told, "     2/");
    told.toHandle().destroy();
    List<String> said = told.inputReader().lines().toList();

    assertThat(told.waitFor()).isEqualTo(TERMINATED);
    assertThat(said)
        .contains("Failed: The process was told to end in the middle of the run.")
        .noneMatch(line -> line.contains("cluster"));
    assertThat(study.resolve("runs.csv")).isNotEmptyFile();
  }

  private static List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
