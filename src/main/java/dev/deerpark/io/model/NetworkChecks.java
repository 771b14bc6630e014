// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static java.util.Map.entry;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fields that say how a network is evaluated, under the names that PyTorch, Keras and ONNX give
 * them. They may be left out; where they say anything other than what is evaluated, the network is
 * another one and is refused.
 */
final class NetworkChecks {
  private static final List<String> OFF = List.of("false");

  /** The values that describe what is evaluated, as JSON in small letters. */
  private static final SortedMap<String, List<String>> EVALUATED =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.ofEntries(
                  entry("num_layers", List.of("1")),
                  entry("bidirectional", OFF),
                  entry("direction", List.of("\"forward\"")),
                  entry("reverse", OFF),
                  entry("go_backwards", OFF),
                  entry("gate_order", List.of("[\"r\",\"z\",\"n\"]")),
                  entry("activation", List.of("\"tanh\"")),
                  entry("recurrent_activation", List.of("\"sigmoid\"")),
                  entry("activations", List.of("[\"sigmoid\",\"tanh\"]")),
                  entry("reset_after", List.of("true")),
                  entry("linear_before_reset", List.of("1")),
                  entry("proj_size", List.of("0")),
                  entry("residual", OFF),
                  entry("layer_norm", OFF),
                  // Of training and of its batches alone: both ways describe what is evaluated.
                  entry("batch_first", List.of("false", "true")))));

  private static final List<String> LINEAR = List.of("\"linear\"", "[\"linear\"]", "\"identity\"");

  static final Set<String> FIELDS = EVALUATED.keySet();

  private NetworkChecks() {}

  /**
   * @throws BadInputException for a field that contradicts what is evaluated
   */
  static void check(JsonObject sidecar) {
    EVALUATED.forEach((name, supported) -> require(sidecar, name, supported));
  }

  /**
   * @throws BadInputException for an activation that is not the identity
   */
  static void checkReadout(JsonObject readout) {
    require(readout, "activation", LINEAR);
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
