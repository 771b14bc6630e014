// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fields that say how a network is evaluated, under the names that PyTorch, Keras and ONNX give
 * them. They may be left out; a field that differs from what is evaluated describes another
 * network, which is refused.
 */
final class NetworkChecks {
  private static final List<String> OFF = List.of("false");

  /** The values that describe what is evaluated, for every type, as JSON in lower case. */
  private static final Map<String, List<String>> EVALUATED =
      Map.ofEntries(
          Map.entry("reverse", OFF),
          Map.entry("go_backwards", OFF),
          Map.entry("proj_size", List.of("0")),
          Map.entry("residual", OFF),
          Map.entry("layer_norm", OFF),
          // Fields about training and its batches only: either value describes what is evaluated.
          Map.entry("batch_first", List.of("false", "true")));

  private NetworkChecks() {}

  /** The order in which PyTorch stacks the gates of a type, one letter per gate. */
  private static String gates(String type) {
    return switch (type) {
      case "gru", "gru_autoregressive" -> GruWeights.GATES;
      case "lstm" -> LstmWeights.GATES;
      case "mgu" -> MguWeights.GATES;
      default -> "";
    };
  }

  /** The fields that a network of a type may have. */
  static Set<String> fields(String type) {
    Set<String> fields = new TreeSet<>(EVALUATED.keySet());
    fields.addAll(List.of("num_layers", "bidirectional", "direction"));
    fields.addAll(
        switch (type) {
          case "gru", "gru_autoregressive" ->
              List.of(
                  "gate_order",
                  "activation",
                  "recurrent_activation",
                  "activations",
                  "reset_after",
                  "linear_before_reset");
          case "lstm", "mgu" ->
              List.of("gate_order", "activation", "recurrent_activation", "activations");
          case "rnn", "rnn_tanh", "rnn_relu" ->
              List.of("gate_order", "activation", "activations", "nonlinearity");
          case "lem" -> List.of("time_step");
          default -> List.of();
        });
    return fields;
  }

  /**
   * @throws BadInputException for a field that contradicts what is evaluated
   */
  static void check(String type, JsonObject sidecar) {
    new TreeMap<>(EVALUATED).forEach((name, supported) -> require(sidecar, name, supported));
    checkLayers(type, sidecar);
    String gates =
        gates(type)
            .chars()
            .mapToObj(gate -> "\"" + (char) gate + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    require(sidecar, "gate_order", List.of(gates));
    if (type.equals("gru_autoregressive")) {
      require(sidecar, "reset_after", List.of("true"));
      require(sidecar, "linear_before_reset", List.of("1"));
    }
  }

  private static void checkLayers(String type, JsonObject sidecar) {
    if (!Layers.TYPES.contains(type)) {
      require(sidecar, "num_layers", List.of("1"));
      require(sidecar, "bidirectional", OFF);
    }
    boolean both = Layers.of(type, sidecar).bothDirections();
    require(sidecar, "direction", List.of(both ? "\"bidirectional\"" : "\"forward\""));
  }

  /**
   * Whether the reset gate of a GRU comes after the product, as {@code reset_after} (Keras) or
   * {@code linear_before_reset} (ONNX) says; after it, as in PyTorch, where neither is present.
   *
   * @throws BadInputException where the two contradict each other
   */
  static boolean resetAfter(JsonObject sidecar) {
    List<Boolean> said = new ArrayList<>();
    if (sidecar.has("reset_after")) {
      said.add(sidecar.flag("reset_after"));
    }
    if (sidecar.has("linear_before_reset")) {
      said.add(sidecar.integer("linear_before_reset", 0, 1) == 1);
    }
    if (said.size() == 2 && !said.get(0).equals(said.get(1))) {
      throw sidecar.refused("reset_after", "contradicts 'linear_before_reset'");
    }
    return said.isEmpty() || said.get(0);
  }

  private static void require(JsonObject object, String name, List<String> supported) {
    if (object.has(name) && !supported.contains(object.json(name).toLowerCase(Locale.ROOT))) {
      throw object.refused(
          name,
          String.format(
              Locale.ROOT,
              "is %s, which is not supported; supported is %s",
              object.json(name),
              String.join(" or ", supported)));
    }
  }
}
