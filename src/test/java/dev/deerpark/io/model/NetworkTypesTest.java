// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.TestSidecars.Sidecar;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sidecar says of a network is what is evaluated. */
class NetworkTypesTest {

  private static Model read(Sidecar sidecar, String... fields) throws IOException {
    ObjectNode json = sidecar.json().deepCopy();
    for (int i = 0; i < fields.length; i += 2) {
      json.set(fields[i], TestSidecars.MAPPER.readTree(fields[i + 1]));
    }
    return sidecar.read(json);
  }

  @Test
  void anLstmHasItsTensorsUnderThePrefixAndItsHead() throws IOException {
    Model model = read(TestSidecars.lstm());
    LstmWeights lstm = (LstmWeights) model.spec();
    assertThat(lstm.layer().inputWeight()).startsWith(0, 0.125).hasSize(8);
    assertThat(lstm.layer().hiddenWeight()).startsWith(1).hasSize(16);
    assertThat(lstm.layer().hiddenBias()).startsWith(4).hasSize(8);
    assertThat(model.initialState().orElseThrow()).containsExactly(1, 2, 3, 4);
    Readout readout = (Readout) model.readout().orElseThrow();
    assertThat(readout.inputSize()).isEqualTo(2);
    double[] output = new double[3];
    readout.apply(new double[] {-1, 2, 50, 60}, output);
    double sum = readout.bias()[1] + 2 * readout.weight()[3];
    assertThat(output[1]).isEqualTo(1 / (1 + Math.exp(-sum)));
  }

  @ParameterizedTest
  @CsvSource({"true, 1, true", "false, 0, false", "null, 0, false", "false, null, false"})
  void theResetGateOfAGruIsWhereItIsSaidToBe(String keras, String onnx, boolean after)
      throws IOException {
    Model model = read(TestSidecars.complete(), "reset_after", keras, "linear_before_reset", onnx);
    assertThat(((GruWeights) model.spec()).resetAfter()).isEqualTo(after);
  }

  @Test
  void activationsAreThoseThatAreSaid() throws IOException {
    Model gru =
        read(
            TestSidecars.complete(),
            "activation",
            "\"relu\"",
            "recurrent_activation",
            "\"tanh\"",
            "activations",
            "[\"Tanh\", \"Relu\"]");
    assertThat(((GruWeights) gru.spec()).gate()).isEqualTo(Activation.TANH);
    assertThat(((GruWeights) gru.spec()).candidate()).isEqualTo(Activation.RELU);
    Model lstm =
        read(
            TestSidecars.lstm(),
            "activation",
            "null",
            "activations",
            "[\"Sigmoid\", \"Relu\", \"Sigmoid\"]");
    assertThat(((LstmWeights) lstm.spec()).candidate()).isEqualTo(Activation.RELU);
    assertThat(((LstmWeights) lstm.spec()).output()).isEqualTo(Activation.SIGMOID);
    Sidecar rnn =
        TestSidecars.all().stream()
            .filter(sidecar -> sidecar.name().equals("rnn"))
            .findFirst()
            .orElseThrow();
    assertThat(((RnnWeights) read(rnn).spec()).activation()).isEqualTo(Activation.RELU);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "num_layers | 2 | makes it a network of 2 recurrences",
        "bidirectional | true | makes it a network of 2 recurrences",
        "gate_order | [\"i\", \"o\", \"f\", \"c\"] | supported is [\"i\",\"f\",\"g\",\"o\"]",
        "reset_after | true | is not a field of the type lstm",
        "prefix | \"modell.rnn.\" | say \"prefix\": \"model.rnn.\"",
        "prefix | \"\" | say \"prefix\": \"model.rnn.\"",
        "hidden_size | 3 | has the shape [8, 1] instead of [12, 1]",
        "initial_state | [1, 2] | has 2 numbers but the model's state has 4",
        "proj_size | 1 | supported is 0",
      })
  void whatAnLstmCannotBeIsRefusedByName(String name, String value, String sentence) {
    assertThatThrownBy(() -> read(TestSidecars.lstm(), name, value))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }
}
