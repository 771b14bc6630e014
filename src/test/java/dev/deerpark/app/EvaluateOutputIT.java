// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.TestRows.Step;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, when, and what a later run makes of it. */
@ExtendWith(SharedSession.class)
class EvaluateOutputIT {
  private static final long SEED = 20261122;
  private static final int STEPS = 1200;

  @TempDir static Path folder;
  private static TestRuns runs;
  private static Path series;
  private static Ended whole;

  @BeforeAll
  static void evaluate() {
    runs = new TestRuns(folder);
    series =
        TestSeries.parquetOf(
            runs.session(), folder.resolve("series"), TestSeries.shuffled(0, STEPS, SEED), 3);
    whole = evaluate(series, "");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  private static Ended evaluate(Path input, String options) {
    return evaluate(runs.fresh(), input, options);
  }

  private static Ended evaluate(Path output, Path input, String options) {
    List<String> words = new ArrayList<>(List.of("--input", input.toString()));
    words.addAll(List.of("--model", TestRuns.example("gru24_ecg208.json")));
    words.addAll(List.of("--value-columns", "a", "--verify", "none"));
    if (!options.isEmpty()) {
      words.addAll(List.of(options.split(" ")));
    }
    return runs.evaluate(output, words.toArray(String[]::new));
  }

  @Test
  void everyNthStepIsThatOfTheWhole() {
    List<Step> all = whole.rows(runs);
    List<Step> expected = all.stream().filter(step -> step.time() % 7 == 0).toList();

    Ended ended = evaluate(series, "--every 7");

    assertThat(ended.rows(runs)).isEqualTo(expected);
    assertThat(ended.digest()).as("of all states, written or not").isEqualTo(whole.digest());
  }

  @Test
  void statesAndOutputsCanBeWrittenAlone() {
    List<Step> states = evaluate(series, "--emit states").rows(runs);
    List<Step> outputs = evaluate(series, "--emit outputs").rows(runs);

    assertThat(states)
        .isEqualTo(
            whole.rows(runs).stream()
                .map(step -> new Step(step.time(), step.state(), List.of()))
                .toList());
    assertThat(outputs)
        .isEqualTo(
            whole.rows(runs).stream()
                .map(step -> new Step(step.time(), List.of(), step.output()))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "double"})
  void tomorrowGoesOnFromTodaysEnd(String precision) {
    String options = "--method sequential --precision " + precision;
    Path end = folder.resolve("end-" + precision + ".json");
    Ended both = evaluate(series, options);
    Ended today = evaluate(series, options + " --range 0:700 --final-state " + end);
    Ended tomorrow = evaluate(series, options + " --range 700:1200 --initial-state " + end);

    List<Step> joined = new ArrayList<>(today.rows(runs));
    joined.addAll(tomorrow.rows(runs));
    assertThat(joined).isEqualTo(both.rows(runs));
    assertThat(tomorrow.text()).doesNotContain("Warning");
    Ended shooting = evaluate(series, "--range 700:1200 --initial-state " + end);
    assertThat(TestRows.largestDifference(shooting.rows(runs), tomorrow.rows(runs)))
        .isLessThan(1e-5);
  }

  @Test
  void aStartStateOfAnotherTimeIsWarnedAbout() {
    Path end = folder.resolve("end-early.json");
    evaluate(series, "--range 0:500 --final-state " + end);
    Ended ended = evaluate(series, "--range 700:1200 --initial-state " + end);

    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    assertThat(ended.text()).contains("is that of time 499, but the series begins at 700");
    assertThat(ended.report().get("warnings")).hasSize(1);
  }

  @Test
  void anyFormOfTheInputGivesTheSameBits() {
    List<Long> times = TestSeries.shuffled(0, STEPS, SEED + 1);
    Ended zipped = evaluate(TestSeries.csvOf(folder.resolve("series.csv.gz"), times), "");

    assertThat(zipped.report().get("inputDigest")).isEqualTo(whole.report().get("inputDigest"));
    assertThat(zipped.digest()).isEqualTo(whole.digest());
    assertThat(zipped.rows(runs)).isEqualTo(whole.rows(runs));
  }

  @Test
  void withoutConvergenceThereIsAReportAndNoOutput() {
    String options = "--method jacobi --max-iterations 2 --final-state ";
    Path end = folder.resolve("end-unconverged.json");
    Ended ended = evaluate(series, options + end);

    assertThat(ended.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(ended.output()).doesNotExist();
    assertThat(end).doesNotExist();
    assertThat(ended.report().get("outcome").asText()).isEqualTo("MAX_ITERATIONS");
    assertThat(ended.report().get("exitCode").asInt()).isEqualTo(3);
    assertThat(ended.report().get("history")).hasSize(3);
    assertThat(ended.text()).contains("Not converged: after all 2 iterations", "No result");
  }

  @Test
  void aFinalStateReplacesAnOlderOneAndNothingElse() throws IOException {
    Path end = folder.resolve("end-again.json");
    Path other = Files.writeString(folder.resolve("other.json"), "{\"mine\": 1}");
    Path made = Files.createDirectory(folder.resolve("end-folder"));
    String options = "--method sequential --overwrite";
    String report = " --report " + folder.resolve("reports");
    evaluate(series, options + " --final-state " + end);
    assertThat(evaluate(series, options + " --final-state " + end).status())
        .isEqualTo(ExitStatus.DONE);
    for (Path place : List.of(other, made, folder.resolve("reports/history.csv"))) {
      assertThatThrownBy(() -> evaluate(series, options + report + " --final-state " + place))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("other than a state");
    }
    assertThat(other).hasContent("{\"mine\": 1}");
  }

  @Test
  void anUnconvergedResultIsWrittenOnRequestAndStaysUnconverged() {
    Ended ended = evaluate(series, "--method jacobi --max-iterations 2 --keep-unconverged");

    assertThat(ended.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(ended.rows(runs)).hasSize(STEPS);
    assertThat(ended.report().get("residual").asDouble()).isGreaterThan(1e-6);
  }

  @Test
  void whatBeginsInTheStateOfAnUnconvergedRunIsWarned() {
    Path end = folder.resolve("end-of-unconverged.json");
    String unconverged = "--method jacobi --max-iterations 2 --keep-unconverged --range 0:700";
    Ended today = evaluate(series, unconverged + " --final-state " + end);
    Ended tomorrow = evaluate(series, "--range 700:1200 --initial-state " + end);

    assertThat(today.status()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(tomorrow.status()).isEqualTo(ExitStatus.DONE);
    assertThat(tomorrow.text())
        .contains("Warning: The start state " + end + " is of a run that did not converge");
  }

  @Test
  void anOutputThatExistsIsKeptUnlessItMayBeReplaced() {
    Path output = runs.fresh();
    evaluate(output, series, "--range 0:100");
    assertThatThrownBy(() -> evaluate(output, series, "--range 0:200"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("exists")
        .hasMessageContaining("--overwrite");
    assertThat(TestRows.of(runs.session(), output)).hasSize(100);
    assertThat(TestRuns.report(output).get("steps").asInt()).isEqualTo(100);

    evaluate(output, series, "--range 0:200 --overwrite");
    assertThat(TestRows.of(runs.session(), output)).hasSize(200);
  }

  @Test
  void aResultThatStaysKeepsItsOwnReport() throws IOException {
    Path output = runs.fresh();
    evaluate(output, series, "--range 0:100");
    String kept = Files.readString(output.resolve("_deerpark/report.json"));
    evaluate(output, series, "--overwrite --method jacobi --max-iterations 2");

    assertThat(output.resolve("_deerpark/report.json")).hasContent(kept);
    Path beside = output.resolveSibling("_deerpark").resolve(output.getFileName());
    assertThat(beside.resolve("report.json")).content().contains("MAX_ITERATIONS");
    assertThat(beside.resolve("history.csv")).exists();
  }

  @Test
  void theResultsOfSeveralDaysAreReadAsOneTable() {
    Path table = runs.fresh();
    evaluate(table.resolve("day=1"), series, "--range 0:100");
    evaluate(table.resolve("day=2"), series, "--range 100:300");
    evaluate(table.resolve("day=3"), series, "--method jacobi --max-iterations 2");

    Dataset<Row> days = runs.session().read().parquet(table.toString());
    assertThat(days.count()).isEqualTo(300);
    assertThat(days.columns()).contains("day");
    assertThat(days.select("day").distinct().count()).isEqualTo(2);
    assertThat(runs.session().read().parquet(table.resolve("day=2").toString()).count())
        .isEqualTo(200);
  }

  @Test
  void aRefusedValueLeavesAReportAndNothingElse() throws IOException {
    Path input = TestSeries.csv(folder.resolve("bad.csv"), List.of("0,1,1", "1,1,NaN", "2,1,1"));
    Path output = runs.fresh();

    assertThatThrownBy(() -> evaluate(output, input, ""))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("\"a\"");
    assertThat(output).doesNotExist();
    assertThat(TestRuns.report(output).get("outcome").asText()).isEqualTo("BAD_INPUT");
    assertThat(TestRuns.report(output).get("exitCode").asInt()).isEqualTo(2);
    assertThat(Files.readString(input)).contains("NaN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--report", "--final-state", "--work-dir"})
  void nothingElseIsWrittenIntoTheOutputOrTheInput(String option) {
    Path output = runs.fresh();
    for (Path taken : List.of(output, series)) {
      String options = option + " " + taken.resolve("inside");
      assertThatThrownBy(() -> evaluate(output, series, options))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(option)
          .hasMessageContaining("is inside");
    }
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--output", "--report", "--final-state", "--work-dir"})
  void aPlaceThatCannotBeWrittenIsRefusedBeforeTheSeriesIsRead(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("file" + option), "precious");
    Path unreadable = Files.writeString(folder.resolve("no-series" + option), "");
    Path inside = file.resolve("and/deep");
    Path output = option.equals("--output") ? inside : runs.fresh();
    String options = option.equals("--output") ? "" : option + " " + inside;

    assertThatThrownBy(() -> evaluate(output, unreadable, options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(option.substring(2).equals("output") ? "The output" : option)
        .hasMessageContaining(file.toString());

    assertThat(file).hasContent("precious");
    assertThat(Files.exists(output)).isFalse();
  }
}
