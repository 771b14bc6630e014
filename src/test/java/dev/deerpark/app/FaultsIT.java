// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.AllCases;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs on separate executors, combined in a tree over them, that meet faults: each ends with the
 * undisturbed run's digest, or with an error that names what was wrong and without an output.
 */
@Timeout(900)
@EnabledOnOs(OS.LINUX)
@ExtendWith(SharedSession.class)
class FaultsIT {
  private static final long SEED = 20261126;

  @TempDir static Path folder;
  private static TestRuns runs;
  private static Faults faults;
  private static Path series;
  private static TestRuns.Ended undisturbed;

  @BeforeAll
  static void start() throws IOException {
    series = TestSeries.csvOf(folder.resolve("series.csv"), TestSeries.shuffled(0, 4000, SEED));
    faults = new Faults(Files.createDirectory(folder.resolve("faults")));
    runs =
        new TestRuns(
            Files.createDirectory(folder.resolve("results")),
            TestCluster.twoExecutors().config("spark.locality.wait", "300ms"));
    undisturbed = runs.evaluate(words());
    assertThat(undisturbed.status()).isEqualTo(ExitStatus.DONE);
    assertThat(undisturbed.report().get("iterations").asInt()).isGreaterThan(1);
  }

  @AfterEach
  void leaveNothing() throws IOException {
    faults.disarm();
    runs.assertNothingIsLeft();
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  private static String[] words(String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--model-class", FaultyModel.class.getName()));
    words.addAll(List.of("--model-param", "folder=" + faults.folder()));
    words.addAll(List.of("--input", series.toString(), "--value-columns", "a"));
    words.addAll(List.of("--method", "deer", "--verify", "sample", "--block-steps", "250"));
    words.addAll(List.of("--scan", "tree", "--partitions", "4"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static void requireUndisturbed(TestRuns.Ended ended) {
    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    assertThat(ended.digest()).isEqualTo(undisturbed.digest());
    assertThat(ended.report().get("iterations")).isEqualTo(undisturbed.report().get("iterations"));
  }

  static Stream<Arguments> losses() {
    int iteration = 1 + new Random(SEED).nextInt(2);
    Stream<Arguments> core =
        Stream.of(
            Arguments.of("evaluation and up pass", "iteration " + iteration, false, 1),
            Arguments.of("down pass", "iteration " + iteration, true, 1),
            Arguments.of("writing", "write the states", false, 1));
    Stream<Arguments> more =
        Stream.of(
            Arguments.of("reading", "read the values", false, 1),
            Arguments.of("twice in a row", "iteration", false, 2));
    return AllCases.of(core.toList(), more.toList()).stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void aLostExecutorChangesNoBit(String phase, String jobs, boolean later, int most) {
    ExecutorLosses losses = ExecutorLosses.in(jobs, later, most);
    requireUndisturbedWith(losses);
    assertThat(losses.killed()).as("killed in %s, seed %d", phase, SEED).hasSize(most);
  }

  @Test
  @EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
  void anExecutorThatIsLostInEachIterationChangesNoBit() {
    ExecutorLosses losses = ExecutorLosses.inEach("iteration");
    requireUndisturbedWith(losses);
    assertThat(losses.killed()).hasSize(undisturbed.report().get("iterations").asInt());
  }

  @Test
  @EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
  void whatOthersCannotFetchIsMadeAgain() {
    faults.arm(Faults.HELD);
    // the workers' is that of the first session of this process, whatever later ones ask for
    Path blocks = Path.of(Utils.getLocalDir(runs.session().sparkContext().getConf()));
    ShuffleLoss loss =
        new ShuffleLoss("evaluate the guess", blocks, () -> faults.release(Faults.HELD));
    requireUndisturbedWith(loss);
    assertThat(loss.failedFetches()).isPositive();
  }

  private static void requireUndisturbedWith(SparkListener fault) {
    runs.session().sparkContext().addSparkListener(fault);
    try {
      requireUndisturbed(runs.evaluate(words()));
    } finally {
      runs.session().sparkContext().removeSparkListener(fault);
    }
  }

  @Test
  void aTaskThatFailsThreeTimesAndThenWorksChangesNoBit() {
    faults.arm(Faults.THREE_TIMES);
    requireUndisturbed(runs.evaluate(words()));
    assertThat(faults.left()).isZero();
  }

  @Test
  @EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
  void aStepThatIsLateIsOvertakenAndChangesNoBit() {
    faults.arm(Faults.LATE);
    requireUndisturbed(runs.evaluate(words()));
    assertThat(faults.left()).isZero();
  }

  @Test
  @EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
  void aProcessThatEndsInAStepChangesNoBit() {
    faults.arm(Faults.HALT);
    requireUndisturbed(runs.evaluate(words()));
    assertThat(faults.left()).isZero();
  }

  @Test
  void aStepThatAlwaysFailsIsASentenceAndNoOutput() {
    faults.arm(Faults.ALWAYS);
    Path output = runs.fresh();
    assertThatThrownBy(() -> runs.evaluate(output, words()))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("a step that always fails");
    assertThat(output).doesNotExist();
  }

  @Test
  void aStepThatGivesWhatIsNotANumberIsAnOutcomeAndNoOutput() {
    faults.arm(Faults.NOT_A_NUMBER);
    TestRuns.Ended ended = runs.evaluate(words("--max-iterations", "4"));
    assertThat(ended.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(ended.report().get("outcome").asText()).isIn("NON_FINITE", "MAX_ITERATIONS");
    assertThat(ended.output()).doesNotExist();
  }

  @Test
  void anOutputThatIsTakenAwayBeforeItsTimeIsAnErrorAndNoOutput() {
    Path output = runs.fresh();
    LinesThatAct lines =
        new LinesThatAct("The residual of the written states.*", () -> deleteStaged(output));
    assertThatThrownBy(() -> runs.evaluate(output.toString(), lines, words()))
        .hasMessageContaining(output.getFileName().toString());
    assertThat(output).doesNotExist();
  }

  private static void deleteStaged(Path output) {
    try (Stream<Path> beside = Files.list(output.getParent())) {
      for (Path file :
          beside
              .filter(each -> each.getFileName().toString().startsWith("." + output.getFileName()))
              .toList()) {
        FileUtils.forceDelete(file.toFile());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
