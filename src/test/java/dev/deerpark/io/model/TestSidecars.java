// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sidecars of all supported types, the shipped ones among them, for tests to damage. */
final class TestSidecars {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String ROOT = "/dev/deerpark/";

  private TestSidecars() {}

  /**
   * A sidecar with its weights.
   *
   * @param name for messages
   * @param json not modified
   * @param weights of the one file that it may ask for
   */
  record Sidecar(String name, ObjectNode json, byte[] weights) {

    Model read(JsonNode damaged) {
      try {
        return read(MAPPER.writeValueAsBytes(damaged));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Model read(byte[] text) {
      return ModelFile.parse(
          text,
          name,
          "unnamed",
          file -> new NetworkFile.Weights(name + ", weights", weights, Precision.DOUBLE));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Sidecar> all() {
    return List.of(
        shipped("examples/ecg/gru24_ecg208"),
        shipped("models/argru_sine"),
        complete(),
        lstm(),
        network(
            "rnn",
            """
            {"type": "rnn", "input_size": 1, "hidden_size": 2, "weights": "w.safetensors",
             "nonlinearity": "relu", "activations": ["Relu"], "gate_order": []}
            """,
            layer("", "_l0", 1, 2, 1)),
        network(
            "rnn_tanh",
            """
            {"type": "rnn_tanh", "input_size": 1, "hidden_size": 2, "weights": "w.safetensors",
             "activation": "tanh", "prefix": "rnn."}
            """,
            layer("rnn.", "", 1, 2, 1)),
        network(
            "mgu",
            """
            {"type": "mgu", "input_size": 1, "hidden_size": 2, "weights": "w.safetensors",
             "gate_order": ["f", "n"]}
            """,
            layer("", "_l0", 2, 2, 1)),
        network(
            "lem",
            """
            {"type": "lem", "input_size": 1, "hidden_size": 2, "weights": "w.safetensors",
             "time_step": 0.5, "state_order": ["y0", "y1", "z0", "z1"]}
            """,
            shapes(
                "inp2hid.weight [8,1] inp2hid.bias [8] hid2hid.weight [6,2] hid2hid.bias [6]"
                    + " transform_z.weight [2,2] transform_z.bias [2]")),
        network(
            "diagonal_linear",
            """
            {"type": "diagonal_linear", "input_size": 1, "hidden_size": 2, "bias": true,
             "weights": "w.safetensors"}
            """,
            shapes("decay [2] weight [2,1] bias [2]")),
        equations(
            "lorenz96",
            """
            {"type": "lorenz96", "name": "weather", "state_size": 5,
             "initial_state": [1, 2, 3, 4, 5], "columns": ["wind"],
             "normalisation": {"mean": [1], "std": [2], "formula": "(value - mean) / std"},
             "parameters": {"dimension": 5, "forcing": 7, "dt": 0.02, "inputs": 1}}
            """),
        equations(
            "mean_field",
            """
            {"type": "mean_field", "notes": ["any", {"kind": "of JSON"}],
             "parameters": {"size": 4, "gain": 1.5, "seed": 3, "inputs": 0}}
            """),
        equations(
            "langevin",
            """
            {"type": "langevin", "initial_state": "zeros",
             "parameters": {"dt": 0.02, "temperature": 0.5}}
            """));
  }

  /** Every field that a GRU may have. */
  static Sidecar complete() {
    return new Sidecar(
        "complete",
        object(
            """
            {"name": "tiny", "type": "gru", "input_size": 1, "hidden_size": 2,
             "state_size": 2, "state_order": ["h0", "h1"],
             "num_layers": 1, "bidirectional": false, "direction": "forward", "reverse": false,
             "go_backwards": false, "gate_order": ["r", "z", "n"], "activation": "tanh",
             "recurrent_activation": "sigmoid", "activations": ["Sigmoid", "Tanh"],
             "reset_after": true, "linear_before_reset": 1, "proj_size": 0, "residual": false,
             "layer_norm": false, "batch_first": true, "bias": true, "dtype": "float32",
             "initial_state": [0.25, -0.5], "weights": "tiny.safetensors",
             "columns": ["volt"], "normalisation": {"mean": [0.5], "std": [2]},
             "readout": {"weight": "readout.weight", "bias": "readout.bias", "output_size": 1,
                         "activation": "linear", "meaning": "the next value"},
             "target": {"mean": [0.5], "std": [2], "meaning": "volt"},
             "equations": "h' = ...", "training": {"seed": 1}, "series": "s", "origin": "o",
             "noise": "none", "notes": {"anything": [1, 2]}}
            """),
        WeightsFixture.safetensors(WeightsFixture.HEADER, WeightsFixture.data()));
  }

  /** An LSTM with what is its own. */
  static Sidecar lstm() {
    Map<String, List<Integer>> tensors = layer("model.rnn.", "_l0", 4, 2, 1);
    tensors.putAll(shapes("head.weight [3,2] head.bias [3]"));
    return network(
        "lstm",
        """
        {"type": "lstm", "input_size": 1, "hidden_size": 2, "weights": "w.safetensors",
         "prefix": "model.rnn.", "gate_order": ["i", "f", "g", "o"], "state_size": 4,
         "state_order": ["h0", "h1", "c0", "c1"], "initial_state": [1, 2, 3, 4],
         "recurrent_activation": "sigmoid", "activation": "tanh",
         "activations": ["Sigmoid", "Tanh", "Tanh"],
         "readout": {"weight": "head.weight", "bias": "head.bias", "output_size": 3,
                     "activation": ["relu", "linear", "sigmoid"]}}
        """,
        tensors);
  }

  /** The shapes of a layer's tensors. */
  private static Map<String, List<Integer>> layer(
      String prefix, String suffix, int gates, int size, int inputs) {
    Map<String, List<Integer>> tensors = new LinkedHashMap<>();
    tensors.put(prefix + "weight_ih" + suffix, List.of(gates * size, inputs));
    tensors.put(prefix + "weight_hh" + suffix, List.of(gates * size, size));
    tensors.put(prefix + "bias_ih" + suffix, List.of(gates * size));
    tensors.put(prefix + "bias_hh" + suffix, List.of(gates * size));
    return tensors;
  }

  /** Names and shapes, such as {@code a [2,1] b [2]}. */
  private static Map<String, List<Integer>> shapes(String words) {
    Map<String, List<Integer>> tensors = new LinkedHashMap<>();
    String[] word = words.split("[ \\[\\]]+");
    for (int i = 0; i < word.length; i += 2) {
      tensors.put(word[i], Arrays.stream(word[i + 1].split(",")).map(Integer::valueOf).toList());
    }
    return tensors;
  }

  /** A network whose weights are 0, 1/8, 2/8 and so on. */
  static Sidecar network(String name, String text, Map<String, List<Integer>> tensors) {
    List<String> entries = new ArrayList<>();
    int at = 0;
    for (Map.Entry<String, List<Integer>> tensor : tensors.entrySet()) {
      int size = tensor.getValue().stream().reduce(Float.BYTES, Math::multiplyExact);
      entries.add(
          String.format(
              Locale.ROOT,
              "\"%s\": {\"dtype\": \"F32\", \"shape\": %s, \"data_offsets\": [%d, %d]}",
              tensor.getKey(),
              tensor.getValue(),
              at,
              at + size));
      at += size;
    }
    ByteBuffer data = ByteBuffer.allocate(at).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < at / Float.BYTES; i++) {
      data.putFloat(i / 8f);
    }
    String header = "{" + String.join(", ", entries) + "}";
    return new Sidecar(name, object(text), WeightsFixture.safetensors(header, data.array()));
  }

  private static Sidecar equations(String name, String text) {
    return new Sidecar(name, object(text), new byte[0]);
  }

  private static Sidecar shipped(String path) {
    try (InputStream sidecar = TestSidecars.class.getResourceAsStream(ROOT + path + ".json");
        InputStream weights =
            TestSidecars.class.getResourceAsStream(ROOT + path + ".safetensors")) {
      return new Sidecar(path, (ObjectNode) MAPPER.readTree(sidecar), weights.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode object(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
