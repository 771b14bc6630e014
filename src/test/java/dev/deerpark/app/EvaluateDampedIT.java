// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.AllCases;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.TestSeries;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damping and guesses as the command line gives them, and what is said where nothing can work. */
@ExtendWith(SharedSession.class)
class EvaluateDampedIT {
  private static final long SEED = 20261124;
  private static final int STEPS = 400;

  @TempDir static Path folder;
  private static TestRuns runs;
  private static String gru;
  private static Ended loop;

  @BeforeAll
  static void walk() {
    runs = new TestRuns(folder);
    Path series =
        TestSeries.csvOf(folder.resolve("series.csv"), TestSeries.shuffled(0, STEPS, SEED));
    gru =
        "--precision double --tolerance 1e-11 --value-columns a --verify full --input "
            + series
            + " --model "
            + TestRuns.example("gru24_ecg208.json");
    loop = evaluate(gru + " --method sequential");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  private static Ended evaluate(String options) {
    return runs.evaluate(options.split(" "));
  }

  private static void assertTheLoopsStates(Ended ended) {
    assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.DONE);
    assertThat(TestRows.largestDifference(ended.rows(runs), loop.rows(runs))).isLessThan(1e-9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elk --damping adaptive",
        "elk --damping fixed:1e-4",
        "elk --damping published --elk-prefix published",
        "elk --damping fixed:1e-4 --elk-step smooth",
        "elk --damping fixed:1e-4 --segment-length 20",
        "quasi-elk --damping published --segment-length 20",
        "deer --damping scale:0.2",
        "deer --damping clip:0.9",
        "quasi-deer --damping clip:0.5 --segment-length 20",
      })
  void everyDampingGivesTheLoopsStates(String how) {
    assertTheLoopsStates(evaluate(gru + " --method " + how));
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "input", "normal:7", "burn-in:20"})
  void everyGuessGivesTheLoopsStates(String guess) {
    assertTheLoopsStates(evaluate(gru + " --segment-length 50 --method deer --guess " + guess));
  }

  @Test
  void aFirstWalkThatDoesNotJoinIsWrittenOver() {
    Ended ended = evaluate(gru + " --method shooting --segment-length 50 --guess burn-in:1");

    assertTheLoopsStates(ended);
    assertThat(ended.report().get("iterations").asInt()).isPositive();
    assertThat(ended.report().get("passes").asDouble()).isGreaterThan(2);
  }

  @Test
  void aFirstWalkThatJoinsIsTheOnlyOne() {
    Ended ended = evaluate(gru + " --method shooting --segment-length 200 --guess burn-in:200");

    assertTheLoopsStates(ended);
    assertThat(ended.report().get("iterations").asInt()).isZero();
  }

  @Test
  void shortSweepsBeforeLongSegmentsGiveTheLoopsStates() {
    String options = gru + " --segment-length 50 --method deer --short-sweeps ";
    Ended ended = evaluate(options + 6);

    assertTheLoopsStates(ended);
    assertThat(ended.report().get("iterations").asInt())
        .isLessThan(evaluate(options + 0).report().get("iterations").asInt());
  }

  @Test
  void anEarlierResultIsTheBestGuess() {
    Ended again = evaluate(gru + " --segment-length 50 --guess warm:" + loop.output());

    assertTheLoopsStates(again);
    assertThat(again.report().get("iterations").asInt()).isZero();
  }

  @Test
  void anEarlierResultWithAColumnForEachNumberIsAsGood() {
    Ended columns = evaluate(gru + " --states-as columns --emit states");
    Ended again = evaluate(gru + " --segment-length 50 --guess warm:" + columns.output());

    assertThat(again.report().get("iterations").asInt()).isZero();
  }

  @Test
  void anEarlierResultOfOtherTimesIsRefused() {
    Ended part = evaluate(gru + " --range 0:300");

    assertThatThrownBy(() -> evaluate(gru + " --segment-length 50 --guess warm:" + part.output()))
        .hasMessageContaining("before 6 of the 7 segments");
  }

  @ParameterizedTest
  @ValueSource(strings = {"series.csv", "nowhere"})
  void anEarlierResultThatIsNoneIsRefused(String name) {
    String path = folder.resolve(name).toString();

    assertThatThrownBy(() -> evaluate(gru + " --segment-length 50 --guess warm:" + path))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(name);
  }

  @Test
  void aDamagedFileOfAnEarlierResultIsRefusedByNameWhateverTheSessionIgnores() throws IOException {
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    try (Stream<Path> files = Files.list(loop.output())) {
      for (Path part : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
        byte[] bytes = Files.readAllBytes(part);
        Arrays.fill(bytes, 4, 64, (byte) 0xff); // the header of the first page
        Files.write(damaged.resolve(part.getFileName()), bytes);
      }
    }
    runs.session().conf().set("spark.sql.files.ignoreCorruptFiles", true);
    try {
      assertThatThrownBy(() -> evaluate(gru + " --segment-length 50 --guess warm:" + damaged))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("cannot be read")
          .hasMessageContaining(damaged.toString());
    } finally {
      runs.session().conf().unset("spark.sql.files.ignoreCorruptFiles");
    }
  }

  @Test
  void smoothingGivesTheSameBitsOnBothPlansAndAnyNumberOfPartitions() {
    String options =
        gru
            + " --range 0:160 --method elk --damping fixed:1e-4 --elk-step smooth"
            + " --block-steps 20 --partitions ";
    List<String> digests = new ArrayList<>();
    for (String cut : AllCases.of(List.of("1", "7", "3 --scan tree"), List.of("7 --scan tree"))) {
      digests.add(evaluate(options + cut).digest());
    }

    assertThat(digests).containsOnly(digests.get(0));
  }

  @Test
  void historyTellsOfLambdaAndTheExponent() {
    JsonNode last = evaluate(gru + " --method elk").report().get("history").get(2);

    assertThat(last.get("exponentNatsPerStep").asDouble()).isNegative();
    assertThat(last.get("lambda").isNumber()).isTrue();
    assertThat(last.get("largestState").asDouble()).isBetween(0.0, 10.0);
  }

  @ParameterizedTest
  @CsvSource({
    "'--method deer --damping fixed:-1', give none",
    "'--method deer --damping scale:2', give none",
    "'--method jacobi --damping fixed:1', no Jacobians to damp",
    "'--guess burn-in:90 --segment-length 50', segments are 50 steps long",
  })
  void whatCannotWorkIsRefused(String options, String why) {
    assertThatThrownBy(() -> evaluate(gru + " " + options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "double"})
  void chaosIsConvergedButUndetermined(String precision) throws IOException {
    Ended ended = evaluate(lorenz(precision) + " --segment-length 1000");

    assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(ended.report().get("outcome").asText()).isEqualTo("CONVERGED_BUT_UNDETERMINED");
    assertThat(ended.report().get("knownUntil").asLong()).isBetween(10L, 2_000L);
    assertThat(ended.output()).doesNotExist();
  }

  @Test
  void chaosThatIsWalkedInOrderIsTheLoopsResultWithAWarning() throws IOException {
    Ended ended = evaluate(lorenz("float") + " --method sequential");

    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    assertThat(ended.report().get("knownUntil").asLong()).isBetween(10L, 2_000L);
    assertThat(ended.text()).contains("Warning: ");
  }

  private static String lorenz(String precision) throws IOException {
    Path sidecar =
        Files.writeString(
            folder.resolve("lorenz.json"),
            "{\"type\": \"lorenz96\", \"parameters\": {\"dimension\": 5, \"forcing\": 8}}");
    Path times = folder.resolve("times.csv");
    StringBuilder text = new StringBuilder("t\n");
    for (int t = 0; t < 10_000; t++) {
      text.append(t).append('\n');
    }
    Files.writeString(times, text);
    return "--verify none --input " + times + " --model " + sidecar + " --precision " + precision;
  }
}
