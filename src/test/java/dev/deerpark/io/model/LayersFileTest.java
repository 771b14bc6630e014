// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sidecar of several layers or both directions is the network that PyTorch would evaluate. */
class LayersFileTest {
  private static final long SEED = 20261126;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "lstm, 2, true, true",
    "gru, 2, true, true",
    "rnn, 2, true, true",
    "lstm, 3, false, true",
    "gru, 1, true, false",
    "rnn, 4, false, false"
  })
  void itGivesWhatALoopOverItsEquationsGives(
      String type, int layers, boolean bothDirections, boolean bias) {
    LayersFixture fixture = new LayersFixture(type, layers, bothDirections, bias, SEED);
    NetworkModel model = read(fixture, fixture.sidecar(true));
    double[][] inputs = LayersFixture.inputs(50, SEED);
    assertSame(model, inputs, fixture.outputs(inputs, false));
    assertSame(model.inUnitsOfData(), inputs, fixture.outputs(inputs, true));
    assertThat(model.network().nodes()).hasSize(bothDirections ? 2 * layers : layers);
    assertThat(model.assumptions())
        .isEqualTo(bias ? List.of() : List.of("The network has no biases: they are zeros."));
  }

  @Test
  void withoutAReadoutTheOutputsAreTheUnitsOfTheLastLayer() throws IOException {
    LayersFixture fixture = new LayersFixture("lstm", 2, true, true, SEED);
    fixture.tensors.keySet().removeIf(name -> name.startsWith("head."));
    ObjectNode json = json(fixture);
    json.remove("readout");
    NetworkModel model = read(fixture, json.toString());
    double[][] inputs = LayersFixture.inputs(50, SEED);
    assertSame(model, inputs, fixture.units(inputs));
    assertThat(model.assumptions())
        .containsExactly("There is no readout: the outputs are the units of the last layer.");
  }

  @Test
  void nodesAreNamedByLayerAndDirection() {
    LayersFixture fixture = new LayersFixture("gru", 2, true, true, SEED);
    NetworkModel model =
        ModelFile.readLayers(
                fixture.write(folder, false).toString(), Precision.DOUBLE, new Configuration())
            .orElseThrow();
    assertThat(model.name()).isEqualTo("stack");
    assertThat(model.columns()).containsExactly("x0", "x1");
    assertThat(model.network().nodes())
        .extracting(Node::name)
        .containsExactly("layer0", "layer0_reverse", "layer1", "layer1_reverse");
    assertThat(model.scaling())
        .isEqualTo(
            "inputs (value - mean) / std with mean [0.5, -1.0], std [2.0, 0.5], outputs as the"
                + " model gives them");
  }

  @Test
  void oneLayerInOneDirectionIsNoNetworkOfSeveral() {
    LayersFixture fixture = new LayersFixture("gru", 1, false, true, SEED);
    assertThat(several(fixture, fixture.sidecar(false))).isEmpty();
    String bare = "{\"type\": \"lorenz96\", \"parameters\": {\"dimension\": 40}}";
    assertThat(several(fixture, bare)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rnn.weight_ih_l1",
        "rnn.weight_hh_l0_reverse",
        "rnn.bias_hh_l1_reverse",
        "rnn.bias_ih_l1",
        "head.weight"
      })
  void aMissingTensorIsRefusedByName(String name) {
    LayersFixture fixture = new LayersFixture("lstm", 2, true, true, SEED);
    fixture.tensors.remove(name);
    assertRefused(fixture, fixture.sidecar(false), "'" + name + "' is missing");
  }

  @Test
  void missingBiasesOfOneLayerAreRefusedByName() {
    LayersFixture fixture = new LayersFixture("lstm", 2, true, true, SEED);
    fixture.tensors.keySet().removeIf(name -> name.matches("rnn.bias_.._l1"));
    assertRefused(fixture, fixture.sidecar(false), "rnn.bias_ih_l1 and rnn.bias_hh_l1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn.weight_ih_l2", "rnn.weight_hr_l0", "rnn.weight_ih", "other"})
  void aSuperfluousTensorIsRefusedByName(String name) {
    LayersFixture fixture = new LayersFixture("lstm", 2, true, true, SEED);
    fixture.put(name, 2, 2);
    assertRefused(fixture, fixture.sidecar(false), "does not explain: " + name + ".");
  }

  @Test
  void tensorsOfTheOtherDirectionAreRefusedWhereTheSidecarSaysOne() throws IOException {
    LayersFixture fixture = new LayersFixture("rnn", 2, true, true, SEED);
    ObjectNode json = json(fixture).put("bidirectional", false);
    assertRefused(fixture, json.toString(), "'rnn.weight_ih_l1' has the shape [3, 6]");
    LayersFixture one = new LayersFixture("rnn", 1, true, true, SEED);
    ObjectNode bare = json(one).put("bidirectional", false);
    bare.remove("readout");
    assertThatThrownBy(
            () ->
                ModelFile.parse(
                    bytes(bare.toString()), "stack.json", "stack", name -> weights(one)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("rnn.weight_ih_l0_reverse", "\"bidirectional\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initial_state | [1, 2, 3] | is of one recurrence",
        "state_size | 12 | is of one recurrence",
        "state_order | [\"h0\"] | is of one recurrence",
        "num_layers | 0 | is not an integer of at least 1",
        "num_layers | 1.5 | is not an integer of at least 1",
        "num_layers | \"2\" | is not an integer of at least 1",
        "bidirectional | 1 | is not true or false",
        "direction | \"forward\" | supported is \"bidirectional\"",
        "proj_size | 2 | supported is 0",
        "columns | [\"x0\"] | names 1 columns",
        "bias | false | is false, but the weights have biases",
        "dtype | \"float64\" | is float32"
      })
  void aFieldThatIsNotWhatIsEvaluatedIsRefusedByName(String name, String value, String sentence)
      throws IOException {
    LayersFixture fixture = new LayersFixture("lstm", 2, true, true, SEED);
    ObjectNode json = json(fixture);
    json.set(name, TestSidecars.MAPPER.readTree(value));
    assertRefused(fixture, json.toString(), "'" + name + "' ", sentence);
  }

  @ParameterizedTest
  @CsvSource({"mgu, num_layers, 2, supported is 1", "lem, bidirectional, true, supported is false"})
  void otherTypesHaveOneLayerInOneDirection(
      String type, String field, String value, String sentence) {
    String json =
        String.format(
            "{\"type\": \"%s\", \"input_size\": 1, \"hidden_size\": 2, \"weights\": \"w\", \"%s\":"
                + " %s}",
            type, field, value);
    assertThatThrownBy(() -> ModelFile.parse(bytes(json), "m.json", "m", name -> null))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("'" + field + "'", sentence);
  }

  @Test
  void whatBeginsWithZerosMaySaySo() throws IOException {
    LayersFixture fixture = new LayersFixture("lstm", 2, true, true, SEED);
    ObjectNode json = json(fixture).put("initial_state", "zeros");
    json.put("direction", "bidirectional").putNull("state_size");
    assertThat(several(fixture, json.toString())).isPresent();
  }

  private static void assertSame(NetworkModel model, double[][] inputs, double[][] expected) {
    double[][] scaled = new double[inputs.length][inputs[0].length];
    for (int t = 0; t < inputs.length; t++) {
      for (int i = 0; i < scaled[t].length; i++) {
        scaled[t][i] = model.normalisation().apply(i, inputs[t][i]);
      }
    }
    double[][] outputs = model.network().evaluate(scaled).outputs();
    assertThat(outputs).hasSameDimensionsAs(expected);
    for (int t = 0; t < expected.length; t++) {
      assertThat(outputs[t]).as("step %d", t).containsExactly(expected[t], within(1e-12));
    }
  }

  private static NetworkModel read(LayersFixture fixture, String sidecar) {
    return several(fixture, sidecar).orElseThrow();
  }

  private static Optional<NetworkModel> several(LayersFixture fixture, String sidecar) {
    return ModelFile.parseLayers(bytes(sidecar), "stack.json", "stack", name -> weights(fixture));
  }

  private static NetworkFile.Weights weights(LayersFixture fixture) {
    return new NetworkFile.Weights("stack.safetensors", fixture.weights(), Precision.DOUBLE);
  }

  private static ObjectNode json(LayersFixture fixture) throws IOException {
    return (ObjectNode) TestSidecars.MAPPER.readTree(fixture.sidecar(false));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(LayersFixture fixture, String sidecar, String... words) {
    assertThatThrownBy(() -> several(fixture, sidecar))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }
}
