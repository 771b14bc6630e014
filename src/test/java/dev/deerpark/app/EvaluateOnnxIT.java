// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Network;
import dev.deerpark.network.onnx.Cut;
import dev.deerpark.network.onnx.OnnxZoo;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks from ONNX files, from their files to Parquet and a report. */
@ExtendWith(SharedSession.class)
class EvaluateOnnxIT {
  private static final int SEED = 20261126;

  @TempDir static Path folder;
  private static TestRuns runs;

  @BeforeAll
  static void begin() {
    runs = new TestRuns(folder);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    runs.assertNothingIsLeft();
  }

  static List<String> models() {
    return OnnxZoo.MODELS;
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelGivesItsExpectedStatesAndOutputs(String name) {
    for (boolean inDouble : new boolean[] {false, true}) {
      Ended ended =
          runs.evaluate(
              "--model",
              OnnxZoo.model(name).toString(),
              "--input",
              OnnxZoo.series(name).toString(),
              "--precision",
              inDouble ? "double" : "float",
              "--verify",
              inDouble ? "full" : "none",
              "--partitions",
              "1");
      assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.DONE);
      assertThat(OnnxZoo.largestDifference(rows(ended), OnnxZoo.expected(name, inDouble)))
          .isLessThan(inDouble ? 1e-9 : 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "if_branch, If, choose",
    "loop, Loop, repeat",
    "sequence_lens, sequence_lens, rnn",
    "unknown_activation, HardSigmoid, rnn",
    "external_data_missing, external_data_missing.weights, W"
  })
  void whatIsNotSupportedIsRefusedBeforeTheSeriesIsRead(String model, String what, String where) {
    assertThatThrownBy(
            () ->
                runs.evaluate(
                    "--model",
                    OnnxZoo.refused(model).toString(),
                    "--input",
                    OnnxZoo.seriesToRefuse().toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("'" + where + "'");
  }

  @Test
  void aLongSeriesGoesThroughTwoLayersOfTwoDirectionsInParallel() throws IOException {
    double[][] inputs = inputs(6_000, 3);
    Network network = OnnxZoo.read(OnnxZoo.model("stack2_bi_lstm"), Cut.NONE).network();
    Ended ended = evaluateLong(inputs, "--partitions", "2");

    assertThat(ended.status()).as(ended.text()).isEqualTo(ExitStatus.DONE);
    assertThat(OnnxZoo.largestDifference(rows(ended), OnnxZoo.together(network.evaluate(inputs))))
        .isLessThan(1e-9);
    assertThat(ended.report().get("nodes")).hasSize(4);
    ended
        .report()
        .get("nodes")
        .forEach(
            node -> {
              assertThat(node.get("outcome").asText()).isEqualTo("CONVERGED");
              assertThat(node.at("/verification/kind").asText()).isEqualTo("full");
              assertThat(node.at("/verification/maxDifference").asDouble()).isLessThan(1e-9);
              assertThat(node.get("passes").asDouble()).isPositive();
              assertThat(node.at("/layout/segmentLength").asInt()).isLessThan(6_000);
            });
    assertThat(ended.report().get("nodes").findValuesAsText("reversed"))
        .containsExactly("false", "true", "false", "true");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void aNetworkHasTheSameBitsOnAnyNumberOfPartitions(int partitions) throws IOException {
    double[][] inputs = inputs(3_000, 3);
    String[] layout = {"--segment-length", "50", "--block-steps", "200", "--partitions"};
    Ended one = evaluateLong(inputs, with(layout, "2"));
    Ended other = evaluateLong(inputs, with(layout, Integer.toString(partitions)));
    assertThat(other.digest()).isEqualTo(one.digest());
    assertThat(rows(other)).isDeepEqualTo(rows(one));
  }

  @ParameterizedTest
  @CsvSource({"dag, 3", "gru_relu_lbr0, 1"})
  void inspectDrawsTheGraphAndTestsItsRecurrences(String name, int nodes) {
    String text =
        String.join(
            "\n",
            runs.inspect(
                "--check-model",
                "--fan-in",
                "4",
                "--model",
                OnnxZoo.model(name).toString(),
                "--input",
                OnnxZoo.series(name).toString()));
    assertThat(text)
        .contains("Graph    " + name, nodes + " recurrent nodes", "(gru, forwards)", "linear")
        .contains("evaluate would read the series and begin")
        .containsOnlyOnce("does not iterate: --fan-in has no effect.");
    assertThat(text.split("keeps the laws", -1)).hasSize(nodes + 1);
  }

  @Test
  void aSeriesGoesOnWhereTheOneBeforeEnded() throws IOException {
    double[][] inputs = inputs(900, 3);
    Path whole = series("whole", inputs, 0, 900);
    Path end = folder.resolve("end.json");
    String[] model = {"--model", OnnxZoo.model("stack2_gru").toString(), "--precision", "double"};
    Ended all = runs.evaluate(with(with(model, "--input"), whole.toString()));
    String[] first = with(with(model, "--input"), series("first", inputs, 0, 400).toString());
    Ended before = runs.evaluate(with(with(first, "--final-state"), end.toString()));
    String[] second = with(with(model, "--input"), series("second", inputs, 400, 900).toString());
    Ended after = runs.evaluate(with(with(second, "--initial-state"), end.toString()));

    double[][] expected = rows(all);
    assertThat(end).content().contains("deerpark-network-state", "\"time\":399", "\"layer1\":[");
    assertThat(OnnxZoo.largestDifference(rows(before), Arrays.copyOf(expected, 400)))
        .isLessThan(1e-9);
    assertThat(OnnxZoo.largestDifference(rows(after), Arrays.copyOfRange(expected, 400, 900)))
        .isLessThan(1e-9);
    assertThat(after.text()).doesNotContain("warning");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--final-state", "--initial-state"})
  void statesThatWalkBackwardsDoNotGoOn(String option) throws IOException {
    Path states = folder.resolve(option + ".json");
    if (option.equals("--initial-state")) {
      Files.writeString(states, "{}");
    }
    assertThatThrownBy(
            () ->
                runs.evaluate(
                    option,
                    states.toString(),
                    "--model",
                    OnnxZoo.model("stack2_bi_lstm").toString(),
                    "--input",
                    OnnxZoo.series("stack2_bi_lstm").toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(option, "stack2_bi_lstm", "walks backwards");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dag", "stack2_bi_lstm"})
  void outputsAloneAreTheSame(String name) throws IOException {
    Ended ended =
        runs.evaluate(
            "--emit",
            "outputs",
            "--model",
            OnnxZoo.model(name).toString(),
            "--input",
            OnnxZoo.series(name).toString(),
            "--precision",
            "double");
    double[][] inputs = OnnxZoo.inputs(name);
    double[][] expected =
        OnnxZoo.read(OnnxZoo.model(name), Cut.NONE).network().evaluate(inputs).outputs();
    assertThat(OnnxZoo.largestDifference(rows(ended), expected)).isLessThan(1e-9);
    assertThat(Files.readAllLines(ended.output().resolve("_deerpark/history.csv")).get(0))
        .startsWith("node,method,");
  }

  private static String[] with(String[] words, String last) {
    String[] more = Arrays.copyOf(words, words.length + 1);
    more[words.length] = last;
    return more;
  }

  private static Ended evaluateLong(double[][] inputs, String... more) throws IOException {
    Path csv = folder.resolve("series-" + inputs.length + ".csv");
    if (!Files.exists(csv)) {
      Files.write(csv, lines(inputs, 0, inputs.length));
    }
    List<String> words =
        new ArrayList<>(
            List.of(
                "--model",
                OnnxZoo.model("stack2_bi_lstm").toString(),
                "--input",
                csv.toString(),
                "--precision",
                "double",
                "--verify",
                "full"));
    words.addAll(List.of(more));
    return runs.evaluate(words.toArray(String[]::new));
  }

  private static double[][] inputs(int steps, int width) {
    Random random = new Random(SEED);
    double[][] inputs = new double[steps][];
    for (int t = 0; t < steps; t++) {
      inputs[t] = random.doubles(width, -1, 1).toArray();
    }
    return inputs;
  }

  private static Path series(String name, double[][] inputs, int from, int to) throws IOException {
    return Files.write(folder.resolve(name + ".csv"), lines(inputs, from, to));
  }

  private static List<String> lines(double[][] inputs, int from, int to) {
    List<String> lines = new ArrayList<>();
    lines.add("t,x0,x1,x2");
    for (int t = from; t < to; t++) {
      double[] x = inputs[t];
      lines.add(String.format(Locale.ROOT, "%d,%s,%s,%s", t, x[0], x[1], x[2]));
    }
    return lines;
  }

  /** All states of a step, then its outputs. */
  private static double[][] rows(Ended ended) {
    return runs
        .session()
        .read()
        .parquet(ended.output().toString())
        .orderBy("t")
        .collectAsList()
        .stream()
        .map(EvaluateOnnxIT::numbers)
        .toArray(double[][]::new);
  }

  private static double[] numbers(Row row) {
    List<Double> numbers = new ArrayList<>();
    for (int column = 1; column < row.size(); column++) {
      List<Number> array = row.getList(column);
      array.forEach(number -> numbers.add(number.doubleValue()));
    }
    return numbers.stream().mapToDouble(number -> number).toArray();
  }
}
