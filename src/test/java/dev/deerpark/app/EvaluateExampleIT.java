// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deerpark.app.TestRows.Step;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.Division;
import dev.deerpark.base.Precision;
import dev.deerpark.io.model.ModelFile;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.spark.SharedSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped example, from its files to Parquet and a report. */
@ExtendWith(SharedSession.class)
class EvaluateExampleIT {
  private static final int STEPS = 108_000;
  private static final String EXPECTED = "/dev/deerpark/expected/gru24_ecg208.csv";

  @TempDir static Path folder;
  private static TestRuns runs;
  private static final Map<Precision, Ended> ENDED = new EnumMap<>(Precision.class);

  @BeforeAll
  static void evaluate() {
    runs = new TestRuns(folder);
    for (Precision precision : Precision.values()) {
      String word = precision.name().toLowerCase(Locale.ROOT);
      ENDED.put(precision, runs.evaluate("--example", "ecg", "--precision", word));
    }
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1e-4", "DOUBLE, 1e-10"})
  void theOutputIsTheExpectedOneInTheOrderOfTime(Precision precision, double tolerance)
      throws IOException {
    List<Step> rows = ENDED.get(precision).rows(runs);

    assertThat(rows).extracting(Step::time).containsExactlyElementsOf(times());
    int compared = 0;
    for (double[] expected : expected()) {
      Step row = rows.get((int) expected[0]);
      assertThat(difference(row.state(), expected, 1))
          .as("state %d", row.time())
          .isLessThan(tolerance);
      assertThat(difference(row.output(), expected, 25))
          .as("output %d", row.time())
          .isLessThan(tolerance);
      compared++;
    }
    assertThat(compared).isGreaterThan(300);
  }

  private static List<Long> times() {
    return LongStream.range(0, STEPS).boxed().toList();
  }

  private static double difference(List<? extends Number> numbers, double[] row, int from) {
    List<Double> expected = Arrays.stream(row, from, from + numbers.size()).boxed().toList();
    return TestRows.difference(numbers, expected);
  }

  private static List<double[]> expected() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                EvaluateExampleIT.class.getResourceAsStream(EXPECTED), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, array<float>", "DOUBLE, array<double>"})
  void theColumnsAreTimeStateAndOutputInThePrecisionOfTheRun(Precision precision, String array) {
    StructType schema =
        runs.session().read().parquet(ENDED.get(precision).output().toString()).schema();

    assertThat(schema.fieldNames()).containsExactly("t", "state", "output");
    assertThat(schema.apply("t").dataType().simpleString()).isEqualTo("bigint");
    assertThat(schema.apply("state").dataType().simpleString()).isEqualTo(array);
    assertThat(schema.apply("output").dataType().simpleString()).isEqualTo(array);
  }

  @Test
  void theOutputIsTheReadoutOfTheState() {
    RowFunction readout =
        ModelFile.read(TestRuns.example("gru24_ecg208.json"), Precision.DOUBLE, new Configuration())
            .readout()
            .orElseThrow();
    for (Step row : ENDED.get(Precision.DOUBLE).rows(runs)) {
      double[] state = row.state().stream().mapToDouble(Number::doubleValue).toArray();
      assertThat(row.output().get(0).doubleValue())
          .as("time %d", row.time())
          .isEqualTo(readout.apply(state)[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1e-5, 1e-6", "DOUBLE, 1e-9, 1e-12"})
  void theRunGivesTheLoopsStates(Precision precision, double difference, double tolerance) {
    Ended ended = ENDED.get(precision);
    JsonNode report = ended.report();

    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    assertThat(report.get("outcome").asText()).isEqualTo("CONVERGED");
    assertThat(report.get("iterations").asInt()).isBetween(0, 2);
    assertThat(report.get("residual").asDouble()).isBetween(0.0, tolerance);
    assertThat(report.get("tolerance").asDouble()).isEqualTo(tolerance);
    assertThat(report.at("/verification/kind").asText()).isEqualTo("full");
    assertThat(report.at("/verification/maxDifference").asDouble()).isBetween(0.0, difference);
    assertThat(report.at("/verification/where").asInt()).isBetween(0, STEPS - 1);
    assertThat(ended.text())
        .contains("Compared with the sequential loop at every one of the 108,000 steps")
        .contains("Converged after")
        .contains("Result:  ", "Report:  ");
  }

  @Test
  void theReportSaysWhatWasDoneAndWhatItTook() {
    JsonNode report = ENDED.get(Precision.FLOAT).report();

    assertThat(report.get("outcomeSentence").asText()).startsWith("Converged after");
    assertThat(report.get("exitCode").asInt()).isZero();
    assertThat(report.get("method").asText()).isEqualTo("shooting");
    assertThat(report.get("steps").asInt()).isEqualTo(STEPS);
    assertThat(report.get("stateSize").asInt()).isEqualTo(24);
    assertThat(report.get("segmentLength").asInt()).isGreaterThan(1);
    assertThat(report.get("partitions").asInt()).isEqualTo(2);
    assertThat(report.get("blocks").asInt()).isGreaterThan(1);
    assertThat(report.get("scanPlan").asText()).contains("flat");
    assertThat(report.get("estimatedError").asDouble()).isBetween(0.0, 1e-6);
    assertThat(report.get("passes").asDouble()).as("the walk that writes").isBetween(1.0, 1.25);
    assertThat(report.get("jacobianEquivalents").asDouble()).isZero();
    assertThat(report.path("largestJumpAtMeeting").asDouble()).isBetween(0.0, 1e-5);
    assertThat(report.get("history")).hasSize(report.get("iterations").asInt() + 1);
    assertThat(report.get("stepsPerSecond").asDouble()).isPositive();
    assertThat(report.get("inputDigest").asText()).matches("[0-9a-f]{16}");
    assertThat(report.get("inputPlan").asText()).isEqualTo("in order already: no shuffle");
    assertThat(report.get("modelDigest").asText()).matches("[0-9a-f]{64}");
    assertThat(report.at("/versions/spark").asText()).startsWith("4.");
    assertThat(report.at("/settings/example/source").asText()).isEqualTo("command line");
    double phases = 0;
    for (String phase : List.of("read", "validate", "solve", "write", "verify")) {
      double seconds = report.at("/secondsByPhase/" + phase).asDouble(-1);
      assertThat(seconds).as(phase).isPositive();
      phases += seconds;
    }
    assertThat(report.get("seconds").asDouble()).isGreaterThanOrEqualTo(phases);
    assertThat(report.get("driverOnlySeconds").asDouble()).isBetween(0.0, phases);
  }

  @Test
  void theReportHoldsTheForecastAgainstWhatCame() {
    JsonNode report = ENDED.get(Precision.FLOAT).report();

    assertThat(report.at("/plan/forecast/taken").asText()).isEqualTo("burn-in and one walk");
    assertThat(report.at("/plan/forecast/candidates/0/way").asText()).isEqualTo("loop");
    assertThat(report.at("/plan/forecast/forgettingTime").asInt()).isEqualTo(176);
    assertThat(report.at("/forecastCheck/passes")).isEqualTo(report.get("passes"));
    assertThat(report.at("/forecastCheck/expectedPasses").asDouble())
        .isCloseTo(report.get("passes").asDouble(), Offset.offset(0.05));
    assertThat(ENDED.get(Precision.FLOAT).text())
        .contains("Forecast loop 2.0", "half of ideal from 352 steps on")
        .containsPattern("Forecast: 1\\.\\d+ passes .* it took 1\\.\\d+ passes");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void theReportedLayoutGivenByOptionsGivesTheSameBits(int partitions) {
    Ended chosen = ENDED.get(Precision.FLOAT);
    JsonNode layout = chosen.report().get("layout");
    int segment = layout.get("segmentLength").asInt();
    int block = segment * layout.get("blockSegments").asInt();

    Ended given =
        runs.evaluate(
            ("--example ecg --verify none --every 1000 --emit outputs --partitions %d"
                    + " --segment-length %d --block-steps %d --fan-in %d")
                .formatted(partitions, segment, block, layout.get("fanIn").asInt())
                .split(" "));

    int blocks = (int) Division.ceil(chosen.report().get("steps").asLong(), block);
    assertThat(given.report().get("partitions").asInt())
        .as("no partition is without a block")
        .isEqualTo(Math.min(partitions, blocks));
    assertThat(given.digest()).isEqualTo(chosen.digest());
    assertThat(given.report().get("iterations")).isEqualTo(chosen.report().get("iterations"));
  }
}
