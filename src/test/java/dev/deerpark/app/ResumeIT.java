// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.KnownFailure;
import dev.deerpark.base.AllCases;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.spark.SharedSession;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that end before their time, and others that go on from what they left. */
@Timeout(900)
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(SharedSession.class)
class ResumeIT {
  @TempDir Path folder;
  private Path series;
  private Path checkpoints;
  private Faults faults;

  @BeforeEach
  void write() throws IOException {
    series = TestSeries.csvOf(folder.resolve("series.csv"), TestSeries.shuffled(0, 1500, 1));
    checkpoints = folder.resolve("checkpoints");
    faults = new Faults(Files.createDirectory(folder.resolve("faults")));
  }

  private String[] words(String method, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--model-class", FaultyModel.class.getName()));
    words.addAll(List.of("--model-param", "folder=" + faults.folder()));
    words.addAll(List.of("--input", series.toString(), "--value-columns", "a"));
    words.addAll(List.of("--method", method, "--verify", "sample", "--block-steps", "100"));
    if (!method.equals("sequential")) {
      words.addAll(List.of("--segment-length", "10"));
    }
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** The same, keeping its state after every sweep. */
  private String[] keeping(String method, String... more) {
    List<String> words = new ArrayList<>(List.of(words(method, more)));
    words.addAll(List.of("--checkpoint", checkpoints.toString(), "--checkpoint-every", "1e-9"));
    return words.toArray(String[]::new);
  }

  /** A run that fails in the sweep after an iteration. */
  private void fail(TestRuns runs, int iteration, String method) {
    LinesThatAct lines = LinesThatAct.after(iteration, () -> faults.arm(Faults.ALWAYS));
    assertThatThrownBy(() -> runs.evaluate(runs.fresh().toString(), lines, keeping(method)))
        .isInstanceOf(StepFailure.class);
    faults.disarm();
    assertThat(checkpoints).isNotEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jacobi", "deer", "elk"})
  void aRunGoesOnInOtherPartitionsToTheSameBitsAndIterations(String method) throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      TestRuns.Ended undisturbed = runs.evaluate(words(method));
      assertThat(undisturbed.status()).isEqualTo(ExitStatus.DONE);
      assertThat(undisturbed.report().has("resumedFrom")).isFalse();
      for (int iteration : AllCases.of(List.of(1), List.of(0))) {
        fail(runs, iteration, method);
        TestRuns.Ended resumed = runs.evaluate(keeping(method, "--partitions", "5"));
        assertThat(resumed.text())
            .contains("Going on from the checkpoint")
            .contains("after iteration " + iteration);
        assertThat(resumed.report().at("/resumedFrom/iteration").asInt(-1)).isEqualTo(iteration);
        assertThat(resumed.status()).isEqualTo(ExitStatus.DONE);
        assertThat(resumed.digest()).isEqualTo(undisturbed.digest());
        assertThat(resumed.report().get("iterations"))
            .isEqualTo(undisturbed.report().get("iterations"));
        assertThat(checkpoints).as("after the result").doesNotExist();
      }
      runs.assertNothingIsLeft();
    }
  }

  @Test
  void theLoopGoesOnWhereItsWalkWasInterrupted() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      TestRuns.Ended undisturbed = runs.evaluate(words("sequential", "--partitions", "3"));
      LinesThatAct lines = new LinesThatAct("Solving.*", () -> {});
      Thread saboteur = new Thread(this::failOnceThereIsACheckpoint);
      saboteur.start();
      assertThatThrownBy(
              () ->
                  runs.evaluate(
                      runs.fresh().toString(), lines, keeping("sequential", "--partitions", "15")))
          .isInstanceOf(StepFailure.class);
      faults.disarm();
      TestRuns.Ended resumed = runs.evaluate(keeping("sequential", "--partitions", "2"));
      assertThat(resumed.text()).contains("after a part of the loop was walked");
      assertThat(resumed.report().at("/resumedFrom/checkpoint").asText())
          .contains(checkpoints.toString());
      assertThat(resumed.digest()).isEqualTo(undisturbed.digest());
      assertThat(resumed.report().get("passes")).isEqualTo(undisturbed.report().get("passes"));
    }
  }

  /** Whether a checkpoint is whole: its manifest is written last. */
  private boolean hasManifest() {
    File[] generations = checkpoints.toFile().listFiles();
    return generations != null
        && Stream.of(generations)
            .anyMatch(generation -> new File(generation, "manifest.json").exists());
  }

  private void failOnceThereIsACheckpoint() {
    try {
      while (!hasManifest()) {
        Thread.sleep(1);
      }
      faults.arm(Faults.ALWAYS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anotherRunIsRefusedWithTheDifferences() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      fail(runs, 2, "jacobi");
      assertThatThrownBy(() -> runs.evaluate(keeping("jacobi", "--tolerance", "1e-5")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("tolerance: 1.0E-6 there and 1.0E-5 here");
      assertThatThrownBy(() -> runs.evaluate(keeping("deer", "--range", "0:1200")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("method: jacobi there and deer here")
          .hasMessageContaining("steps: 1500 there and 1200 here");
      Files.writeString(series, Files.readString(series).replace("0.3", "0.4"));
      assertThatThrownBy(() -> runs.evaluate(keeping("jacobi")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("values of the series: ");
      TestSeries.csvOf(series, TestSeries.shuffled(7, 1507, 1));
      assertThatThrownBy(() -> runs.evaluate(keeping("jacobi")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("first time: 0 there and 7 here");
      assertThat(checkpoints).as("it stays").isNotEmptyDirectory();
    }
  }

  @Test
  void whereOutputsAreJudgedTheirUnitsAreOfTheRun() throws IOException {
    List<String> words = new ArrayList<>(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(
        List.of("--input", series.toString(), "--value-columns", "a", "--emit", "outputs"));
    words.addAll(List.of("--method", "jacobi", "--segment-length", "10", "--verify", "none"));
    words.addAll(List.of("--checkpoint", checkpoints.toString(), "--checkpoint-every", "1e-9"));
    LinesThatAct lines =
        LinesThatAct.after(
            1,
            () -> {
              throw new IllegalStateException("lost");
            });
    try (TestRuns runs = new TestRuns(folder)) {
      assertThatThrownBy(
              () -> runs.evaluate(runs.fresh().toString(), lines, words.toArray(String[]::new)))
          .hasMessageContaining("lost");
      words.addAll(List.of("--output-scale", "model"));
      assertThatThrownBy(() -> runs.evaluate(words.toArray(String[]::new)))
          .isInstanceOf(BadInputException.class)
          .hasMessageMatching(".*output-scale: .* there and model here.*");
    }
  }

  @Test
  void aDamagedBlockIsASentenceAndTheGenerationBeforeServes() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      fail(runs, 2, "jacobi");
      Path newest = newestGeneration();
      Path part;
      try (Stream<Path> files = Files.list(newest)) {
        part =
            files
                .filter(each -> each.getFileName().toString().startsWith("part-"))
                .min(Comparator.naturalOrder())
                .orElseThrow();
      }
      byte[] bytes = Files.readAllBytes(part);
      bytes[bytes.length / 2] ^= 1;
      Files.write(part, bytes);
      Throwable failure = catchThrowable(() -> runs.evaluate(keeping("jacobi")));
      assertThat(KnownFailure.sentence(failure))
          .hasValueSatisfying(
              sentence ->
                  assertThat(sentence).contains("checkpoint is damaged", newest.toString()));
      FileUtils.deleteDirectory(newest.toFile());
      TestRuns.Ended resumed = runs.evaluate(keeping("jacobi"));
      assertThat(resumed.text()).contains("after iteration 1");
      assertThat(resumed.digest()).isEqualTo(runs.evaluate(words("jacobi")).digest());
    }
  }

  private Path newestGeneration() throws IOException {
    try (Stream<Path> generations = Files.list(checkpoints)) {
      return generations
          .filter(each -> Files.exists(each.resolve("manifest.json")))
          .max(Comparator.comparing(Path::getFileName))
          .orElseThrow();
    }
  }

  @Test
  void checkpointsThatCannotBeWrittenAreNoReasonToEnd() throws IOException {
    try (TestRuns runs = new TestRuns(folder)) {
      List<String> lines = LinesThatAct.after(1, this::replaceByAFile);
      Path output = runs.fresh();
      assertThat(runs.evaluate(output.toString(), lines, keeping("jacobi")))
          .isEqualTo(ExitStatus.DONE);
      assertThat(lines).anyMatch(line -> line.contains("A checkpoint could not be written to"));
      assertThat(TestRuns.report(output).get("outputDigest").asText())
          .isEqualTo(runs.evaluate(words("jacobi")).digest());
    }
  }

  private void replaceByAFile() {
    try {
      FileUtils.deleteDirectory(checkpoints.toFile());
      Files.createFile(checkpoints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenToIsRefusedAtOnce() throws IOException {
    checkpoints = Files.createFile(folder.resolve("file")).resolve("below");
    try (TestRuns runs = new TestRuns(folder)) {
      assertThatThrownBy(() -> runs.evaluate(keeping("jacobi")))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith("--checkpoint: nothing can be written to");
    }
  }

  @Test
  void aDriverThatIsKilledAgainAndAgainIsGoneOnWith() throws Exception {
    Path output = folder.resolve("out-of-process");
    List<String> first = new ArrayList<>(List.of("evaluate"));
    first.addAll(List.of(keeping("jacobi", "--output", output.toString())));
    killAtIteration(first, 3);
    for (int iteration : AllCases.of(List.of(), List.of(6))) {
      killAtIteration(List.of("resume", "--checkpoint", checkpoints.toString()), iteration);
    }
    assertThat(output).doesNotExist();

    Process last =
        TestProcess.start(folder, List.of("resume", "--checkpoint", checkpoints.toString()));
    List<String> said = last.inputReader().lines().toList();
    assertThat(last.waitFor()).as(() -> String.join("\n", said)).isZero();
    assertThat(said).anyMatch(line -> line.startsWith("Going on from the checkpoint"));
    assertThat(checkpoints).doesNotExist();

    JsonNode report = TestRuns.report(output);
    try (TestRuns runs = new TestRuns(folder)) {
      TestRuns.Ended undisturbed = runs.evaluate(words("jacobi"));
      assertThat(report.get("outputDigest").asText()).isEqualTo(undisturbed.digest());
      assertThat(report.get("iterations")).isEqualTo(undisturbed.report().get("iterations"));
    }
  }

  private void killAtIteration(List<String> words, int iteration) throws Exception {
    Process process = TestProcess.start(folder, words);
    String sign = " +" + iteration + "  +\\d.*";
    List<String> said = new ArrayList<>();
    try {
      do {
        String line = process.inputReader().readLine();
        assertThat(line).as(() -> String.join("\n", said)).isNotNull();
        said.add(line);
      } while (!said.get(said.size() - 1).matches(sign));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(checkpoints).isNotEmptyDirectory();
  }
}
