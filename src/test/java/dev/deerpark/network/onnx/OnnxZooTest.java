// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxZooTest {

  static List<String> models() {
    return OnnxZoo.MODELS;
  }

  @Test
  void thereAreAllModels() {
    assertThat(OnnxZoo.MODELS).hasSize(15);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aNetworkGivesTheTrajectoryOfItsOperatorsDefinitions(String name) {
    Network network = OnnxZoo.read(OnnxZoo.model(name), Cut.NONE).network();
    double[][] found = OnnxZoo.together(network.evaluate(OnnxZoo.inputs(name)));
    assertThat(OnnxZoo.largestDifference(found, OnnxZoo.expected(name, true))).isLessThan(1e-9);
    assertThat(OnnxZoo.largestDifference(found, OnnxZoo.expected(name, false))).isLessThan(1e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "if_branch, If, choose",
    "loop, Loop, repeat",
    "sequence_lens, sequence_lens, rnn",
    "unknown_activation, HardSigmoid, rnn",
    "external_data_missing, external_data_missing.weights, W"
  })
  void whatIsNotSupportedIsRefusedByName(String model, String what, String where) {
    assertThatThrownBy(() -> OnnxZoo.read(OnnxZoo.refused(model), Cut.NONE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("'" + where + "'")
        .message()
        .hasSizeLessThan(400);
  }

  @Test
  void aGraphCanBeCutBeforeWhatIsNotSupported() {
    Cut cut = new Cut(Optional.empty(), Optional.of("h"));
    Network network = OnnxZoo.read(OnnxZoo.refused("if_branch"), cut).network();
    assertThat(network.nodes()).hasSize(1);
    assertThat(network.outputSize()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"none, '', --onnx-from", "'', none, --onnx-to", "l00, '', the nearest name is 'l0'"})
  void aTensorThatTheGraphDoesNotHaveIsRefusedByItsOption(String from, String to, String what) {
    Cut cut =
        new Cut(
            Optional.of(from).filter(name -> !name.isEmpty()),
            Optional.of(to).filter(name -> !name.isEmpty()));
    assertThatThrownBy(() -> OnnxZoo.read(OnnxZoo.model("stack2_gru"), cut))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("the graph has no tensor '" + from + to + "'", what);
  }

  @Test
  void aGraphCanBeginBehindANode() {
    Cut cut = new Cut(Optional.of("l0"), Optional.empty());
    Network network = OnnxZoo.read(OnnxZoo.model("stack2_gru"), cut).network();
    assertThat(network.inputSize()).isEqualTo(5);
    assertThat(network.nodes()).hasSize(1);
    double[][] expected = OnnxZoo.expected("stack2_gru", true);
    double[][] between = new double[expected.length][];
    double[][] outputs = new double[expected.length][];
    for (int t = 0; t < expected.length; t++) {
      between[t] = Arrays.copyOfRange(expected[t], 0, 5);
      outputs[t] = Arrays.copyOfRange(expected[t], 9, 13);
    }
    assertThat(OnnxZoo.largestDifference(network.evaluate(between).outputs(), outputs))
        .isLessThan(1e-9);
  }
}
