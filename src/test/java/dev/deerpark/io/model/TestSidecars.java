// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deerpark.recurrence.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

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
          text, name, "unnamed", file -> new NetworkFile.Weights(name + ", weights", weights));
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
