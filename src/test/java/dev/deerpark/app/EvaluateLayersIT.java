// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.io.model.LayersFixture;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A network of layers in both directions, from its sidecar to Parquet and a report. */
@ExtendWith(SharedSession.class)
class EvaluateLayersIT {
  private static final long SEED = 20261126;
  private static final int STEPS = 3_000;
  private static final double[][] INPUTS = LayersFixture.inputs(STEPS, SEED);
  private static final LayersFixture LSTM = new LayersFixture("lstm", 2, true, true, SEED);

  @TempDir static Path folder;
  private static TestRuns runs;
  private static Path model;
  private static Path series;

  @BeforeAll
  static void begin() throws IOException {
    runs = new TestRuns(folder);
    model = LSTM.write(Files.createDirectory(folder.resolve("model")), true);
    List<String> lines = new ArrayList<>(List.of("x1,x0,t"));
    for (int t = 0; t < STEPS; t++) {
      lines.add(String.format(Locale.ROOT, "%s,%s,%d", INPUTS[t][1], INPUTS[t][0], t));
    }
    series = Files.write(folder.resolve("series.csv"), lines);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  private static Ended evaluate(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("--model", model.toString(), "--input", series.toString(), "--precision"));
    words.addAll(List.of("double", "--verify", "full"));
    words.addAll(List.of(more));
    return runs.evaluate(words.toArray(String[]::new));
  }

  @Test
  void itsOutputsAreThoseOfALoopInTheUnitsOfTheData() {
    Ended ended = evaluate("--partitions", "2");
    assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.DONE);
    assertOutputs(ended, LSTM.outputs(INPUTS, true));
    for (JsonNode node : ended.report().get("nodes")) {
      assertThat(node.at("/forecastCheck/passes")).isEqualTo(node.get("passes"));
      assertThat(node.at("/forecastCheck/seconds").asDouble()).isPositive();
    }
    assertThat(ended.text()).containsPattern("Forecast: .* it took \\d+\\.\\d+ passes");
    assertThat(ended.report().get("nodes").findValuesAsText("name"))
        .containsExactly("layer0", "layer0_reverse", "layer1", "layer1_reverse");
    assertThat(ended.text())
        .contains("columns [x0, x1]", "with mean [0.5, -1.0]", "outputs in the units of the data");
    assertThat(runs.session().read().parquet(ended.output().toString()).columns())
        .containsExactly(
            "t",
            "layer0_state",
            "layer0_reverse_state",
            "layer1_state",
            "layer1_reverse_state",
            "output");
  }

  /** Here the console fails, once the series is on the executors. */
  @Test
  void aRunThatFailsRightAfterItsReadingLeavesNothing() throws IOException {
    List<String> rows = new ArrayList<>(Files.readAllLines(series));
    rows.add(rows.get(rows.size() - 1));
    Path twice = Files.write(folder.resolve("twice.csv"), rows);
    List<String> failing =
        new ArrayList<>() {
          @Override
          public boolean add(String line) {
            if (line.startsWith("Dropped 1 rows")) {
              throw new IllegalStateException("closed");
            }
            return super.add(line);
          }
        };
    for (String described : List.of(model.toString(), TestRuns.example("gru24_ecg208.json"))) {
      String one = described.equals(model.toString()) ? "" : " --value-columns x0";
      String words = "--duplicates drop-identical --input " + twice + " --model " + described + one;
      assertThatThrownBy(() -> runs.evaluate(runs.fresh().toString(), failing, words.split(" ")))
          .hasMessage("closed");
    }
  }

  @Test
  void outputsStayInTheUnitsOfTrainingWhereThatIsAsked() {
    Ended ended = evaluate("--output-scale", "model");
    assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.DONE);
    assertOutputs(ended, LSTM.outputs(INPUTS, false));
  }

  @Test
  void outputsThatAreNotFiniteAreCountedInAWarning() throws IOException {
    String large =
        Files.readString(model)
            .replace("[3, -4]", "[3.402823e38, -4]")
            .replace("[10, 0.25]", "[1e36, 0.25]");
    Path scaled = Files.writeString(model.resolveSibling("large.json"), large);
    String[] words = {"--model", scaled.toString(), "--input", series.toString()};
    Ended ended = runs.evaluate(words);
    long infinite =
        runs.session()
            .read()
            .parquet(ended.output().toString())
            .where("abs(output[0]) = double('infinity')")
            .count();

    assertThat(infinite).isPositive();
    assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.DONE);
    assertThat(ended.text())
        .contains(
            String.format(
                Locale.ROOT, "%,d rows of the result have outputs that are not finite", infinite));
    assertThat(evaluate("--partitions", "2").text()).doesNotContain("not finite");
  }

  @Test
  void inspectSaysWhichOptionsHaveNoEffectWithoutASeries() {
    String text =
        String.join(
            "\n",
            runs.inspect("--method", "deer", "--partitions", "3", "--model", model.toString()));
    assertThat(text).contains("have no effect: --method, --partitions.");
  }

  @Test
  void inspectDrawsAndTestsANetworkWithoutASeries() {
    String text = String.join("\n", runs.inspect("--check-model", "--model", model.toString()));
    assertThat(text)
        .contains(
            "Graph    stack: 2 inputs, 4 recurrent nodes, 2 outputs",
            "Scaling  inputs (value - mean) / std",
            "layer1_reverse (lstm, backwards): 6 inputs, states of 6 numbers",
            "layer1, layer1_reverse: 12",
            "SHA-256 ",
            "Verdict  this is the model alone");
    assertThat(text.split("keeps the laws", -1)).hasSize(4 + 1);
    assertThat(text).doesNotContain("Layout", "Series");
  }

  @Test
  void inspectShowsAModelOfOneRecurrenceWithoutASeries() {
    assertThat(
            String.join(
                "\n",
                runs.inspect("--check-model", "--model", TestRuns.example("gru24_ecg208.json"))))
        .contains(
            "Model    gru24",
            "states of 24 numbers, inputs [mlii_mv], outputs of 1",
            "Network  ",
            "Digest   ",
            "keeps the laws",
            "Verdict  this is the model alone");
  }

  private static void assertOutputs(Ended ended, double[][] expected) {
    List<Row> rows =
        runs.session()
            .read()
            .parquet(ended.output().toString())
            .orderBy("t")
            .select("output")
            .collectAsList();
    assertThat(rows).hasSize(expected.length);
    double largest = 0;
    for (int t = 0; t < expected.length; t++) {
      List<Double> output = rows.get(t).getList(0);
      assertThat(output).hasSize(expected[t].length);
      for (int i = 0; i < expected[t].length; i++) {
        largest = Math.max(largest, Math.abs(output.get(i) - expected[t][i]));
      }
    }
    assertThat(largest).isLessThan(1e-7);
  }
}
