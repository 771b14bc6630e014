// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deerpark.app.TestRows.Step;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.solve.Method;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every method, the user's own models, and the checks, over a short series. */
@ExtendWith(SharedSession.class)
class EvaluateMethodsIT {
  private static final long SEED = 20261122;
  private static final int STEPS = 400;

  /** Where segments are of one step, and iterations are as many. */
  private static final int FEW = 100;

  private static final String LEAK = "--model-class dev.deerpark.app.Leak --verify full";

  @TempDir static Path folder;
  private static TestRuns runs;
  private static Path series;
  private static String gru;
  private static Ended loop;

  @BeforeAll
  static void walk() {
    runs = new TestRuns(folder);
    series = TestSeries.csvOf(folder.resolve("series.csv"), TestSeries.shuffled(0, STEPS, SEED));
    gru = "--precision double --model " + TestRuns.example("gru24_ecg208.json");
    loop = evaluate(gru + " --method sequential");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  private static Ended evaluate(String options) {
    return evaluate(runs.fresh(), options);
  }

  private static Ended evaluate(Path output, String options) {
    List<String> words = new ArrayList<>(List.of("--input", series.toString()));
    words.addAll(List.of("--value-columns", "a"));
    words.addAll(List.of(options.split(" ")));
    return runs.evaluate(output, words.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyMethodWritesTheLoopsStates(Method method) {
    String options = " --verify full --tolerance 1e-11 --range 0:" + FEW + " --method ";
    Ended ended = evaluate(gru + options + method.label());

    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    assertThat(ended.report().get("method").asText()).isEqualTo(method.label());
    assertThat(ended.report().at("/verification/maxDifference").asDouble()).isLessThan(1e-9);
    assertThat(TestRows.largestDifference(ended.rows(runs), loop.rows(runs).subList(0, FEW)))
        .isLessThan(1e-9);
  }

  @ParameterizedTest
  @CsvSource({"deer, 16", "deer, 100", "quasi-deer, 16", "quasi-deer, 100", "jacobi, 16"})
  void anySegmentLengthGivesTheLoopsStates(String method, int length) {
    Ended ended = evaluate(gru + " --method " + method + " --segment-length " + length);

    assertThat(ended.report().get("segmentLength").asInt()).isEqualTo(length);
    assertThat(TestRows.largestDifference(ended.rows(runs), loop.rows(runs))).isLessThan(1e-9);
  }

  @Test
  void jacobiansThatAreComputedAgainGiveTheSameBitsForMorePasses() {
    String options = gru + " --verify none --method deer --segment-length 2 --jacobian-storage ";
    Ended kept = evaluate(options + "keep");
    Ended again = evaluate(options + "recompute");

    assertThat(again.digest()).isEqualTo(kept.digest());
    assertThat(again.report().get("iterations")).isEqualTo(kept.report().get("iterations"));
    assertThat(again.report().get("passes").asDouble())
        .isGreaterThan(kept.report().get("passes").asDouble() + 1);
  }

  @Test
  void aSampleIsNotCalledEqualityWithTheLoop() {
    JsonNode verification = evaluate(gru + " --verify sample").report().get("verification");

    assertThat(verification.get("kind").asText()).isEqualTo("sample");
    assertThat(verification.get("maxDifference").asDouble()).isBetween(0.0, 1e-9);
    assertThat(verification.get("sentence").asText())
        .startsWith("Walked ")
        .contains("This does not compare with the loop: --verify full does.")
        .doesNotContainIgnoringCase("equal");
  }

  @Test
  void aResultThatIsNotCheckedIsCalledThat() {
    JsonNode verification = evaluate(gru + " --verify none").report().get("verification");

    assertThat(verification.get("kind").asText()).isEqualTo("none");
    assertThat(verification.get("sentence").asText()).contains("not checked");
  }

  @ParameterizedTest
  @CsvSource({"shooting", "deer", "quasi-deer"})
  void aModelOfTheUsersIsEvaluatedByItsName(String method) {
    String options = " --precision double --model-param rate=0.25 --method " + method;
    Ended ended = evaluate(LEAK + options);

    double state = 0;
    for (Step row : ended.rows(runs)) {
      state += 0.25 * (TestSeries.a(row.time()) - state);
      assertThat(row.state().get(0).doubleValue()).isEqualTo(state, within(1e-11));
      assertThat(row.output()).isEmpty();
    }
    assertThat(ended.report().get("modelDigest").asText()).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource({"throw, FAILED, 1", "refuse, BAD_INPUT, 2"})
  void aModelThatFailsLeavesAReportAndNothingElse(String fail, String outcome, int code) {
    Path output = runs.fresh();
    // A given segment length, so that the tasks are the first to walk.
    String options = " --segment-length 50 --model-param fail=" + fail;

    assertThatThrownBy(() -> evaluate(output, LEAK + options))
        .satisfies(e -> assertThat(BadInputException.behind(e).isPresent()).isEqualTo(code == 2));
    assertThat(output).doesNotExist();
    assertThat(TestRuns.report(output).get("outcome").asText()).isEqualTo(outcome);
    assertThat(TestRuns.report(output).get("exitCode").asInt()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"throw, IllegalStateException", "overflow, StackOverflow", "exhaust, OutOfMemory"})
  void aStepThatFailsIsNamedWithItsTimeAndTheJvmLives(String fail, String thrown) {
    int from = 100;
    int time =
        IntStream.range(from, STEPS)
            .boxed()
            .max(Comparator.comparingDouble(t -> TestSeries.a(t)))
            .orElseThrow();
    double limit = Math.nextDown(TestSeries.a(time));
    String solved = " --method jacobi --segment-length 50"; // which does not probe before
    for (String where : List.of("", solved, " --guess burn-in:20")) {
      String options = " --precision double --range " + from + ":" + STEPS + where;
      String failing = " --model-param fail=" + fail + ",limit=" + limit;
      Path output = runs.fresh();

      assertThatThrownBy(() -> evaluate(output, LEAK + options + failing))
          .hasMessageContaining(Leak.class.getName())
          .hasMessageContaining("in step " + (time - from) + " of the series")
          .hasMessageContaining("at time " + time + ": ")
          .hasMessageContaining(thrown);
      assertThat(TestRuns.report(output).get("outcomeSentence").asText())
          .contains("at time " + time + ": ");
      if (where.equals(solved)) {
        double alone = TestRuns.report(output).get("driverOnlySeconds").asDouble();
        double solving = TestRuns.report(output).at("/secondsByPhase/solve").asDouble();
        assertThat(alone).as("in a report of a failure too").isBetween(0.0, solving + 0.01);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "' --keep-unconverged'"})
  void statesThatLeaveTheFiniteNumbersAreAnOutcome(String keep) {
    Path end = folder.resolve("end.json");
    String growing = " --model-param rate=-1e30 --segment-length 20 --final-state " + end;
    Ended ended = evaluate(LEAK + growing + keep);

    assertThat(ended.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(ended.report().get("outcome").asText()).isEqualTo("NON_FINITE");
    assertThat(ended.text())
        .contains("leaves the finite numbers in segment 0 ", "which begins at time 0 (");
    assertThat(Files.exists(ended.output())).isEqualTo(!keep.isEmpty());
    assertThat(end).doesNotExist();
  }

  @Test
  void inspectSaysWhatWouldBeDoneAndDoesNothing() throws IOException {
    List<String> before = files();
    List<String> lines =
        runs.inspect((gru + " --value-columns a --method deer --input " + series).split(" "));

    assertThat(files()).isEqualTo(before);
    assertThat(String.join("\n", lines))
        .contains("Model    gru24_ecg208 (gru): states of 24 numbers")
        .contains("Series   400 steps from time 0")
        .contains("Input    ")
        .contains("Method   deer in double")
        .contains("Layout   400 segments of 1 steps")
        .contains("Cluster  1 executor, 2 cores", "Begin    zeros")
        .contains("Scan     ", "Memory   inputs 3.1 KiB", "Messages ", "Passes   ", "Verdict  ");
  }

  @Test
  void optionsOfIterationsAreNamedWhereAutoTakesTheLoop() {
    String idle =
        "The loop was taken, which does not iterate: --jacobian and --max-iterations have no effect.";
    String options = " --max-iterations 7 --jacobian dense --kernel jvm";
    Ended ended = evaluate(gru + options);
    assertThat(ended.report().get("method").asText()).isEqualTo("sequential");
    assertThat(ended.report().get("warnings"))
        .singleElement()
        .extracting(w -> w.asText())
        .isEqualTo(idle);
    String inspected = gru + options + " --value-columns a --input " + series;
    assertThat(runs.inspect(inspected.split(" "))).contains("Warning: " + idle);
  }

  @ParameterizedTest
  @CsvSource({
    "'--guess burn-in:900 --segment-length 1000', segments are 400 steps long",
    "'--method elk --elk-step smooth --jacobian-storage recompute', --elk-step smooth needs",
    "'--guess warm:nowhere', --guess warm: ",
  })
  void whatEvaluateRefusesBeforeItReadsInspectRefusesWithTheSameExitCode(
      String options, String why) {
    List<String> lines = new ArrayList<>();
    String words = gru + " --value-columns a --input " + series + " " + options;
    ExitStatus status = runs.inspect(lines, words.split(" "));

    assertThat(status).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(lines).anyMatch(line -> line.startsWith("Refused  ") && line.contains(why));
    Path output = runs.fresh();
    assertThatThrownBy(() -> evaluate(output, gru + " " + options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(why);
    assertThat(TestRuns.report(output).get("inputDigest")).as("nothing was read").isNull();
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
