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
      assertThat(largestDifference(rows(ended), OnnxZoo.expected(name, inDouble)))
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
    assertThat(largestDifference(rows(ended), together(network.evaluate(inputs)))).isLessThan(1e-9);
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
                "--model",
                OnnxZoo.model(name).toString(),
                "--input",
                OnnxZoo.series(name).toString()));
    assertThat(text)
        .contains("Graph    " + name, nodes + " recurrent nodes", "(gru, forwards)", "linear")
        .contains("evaluate would read the series and begin");
    assertThat(text.split("keeps the laws", -1)).hasSize(nodes + 1);
  }

  @Test
  void whatIsOfOneStateIsRefusedForSeveral() {
    assertThatThrownBy(
            () ->
                runs.evaluate(
                    "--final-state",
                    folder.resolve("end.json").toString(),
                    "--model",
                    OnnxZoo.model("dag").toString(),
                    "--input",
                    OnnxZoo.series("dag").toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--final-state", "dag", "3 recurrent nodes");
  }

  private static String[] with(String[] words, String last) {
    String[] more = Arrays.copyOf(words, words.length + 1);
    more[words.length] = last;
    return more;
  }

  private static Ended evaluateLong(double[][] inputs, String... more) throws IOException {
    Path csv = folder.resolve("series-" + inputs.length + ".csv");
    if (!Files.exists(csv)) {
      Files.write(csv, lines(inputs));
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

  private static List<String> lines(double[][] inputs) {
    List<String> lines = new ArrayList<>();
    lines.add("t,x0,x1,x2");
    for (int t = 0; t < inputs.length; t++) {
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

  private static double[][] together(Network.Evaluation evaluation) {
    double[][] all = new double[evaluation.outputs().length][];
    for (int t = 0; t < all.length; t++) {
      List<double[]> parts = new ArrayList<>();
      for (double[][] states : evaluation.states()) {
        parts.add(states[t]);
      }
      parts.add(evaluation.outputs()[t]);
      all[t] = parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }
    return all;
  }

  private static double largestDifference(double[][] found, double[][] expected) {
    assertThat(found).hasSameDimensionsAs(expected);
    double largest = 0;
    for (int t = 0; t < found.length; t++) {
      for (int i = 0; i < found[t].length; i++) {
        largest = Math.max(largest, Math.abs(found[t][i] - expected[t][i]));
      }
    }
    return largest;
  }
}
