// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import java.util.List;

/**
 * How many recurrences a sidecar describes: {@code num_layers}, each in one direction or, where it
 * is {@code bidirectional}, in both.
 *
 * @param count of layers, at least 1
 * @param bothDirections whether each has a recurrence that walks backwards beside the other
 */
record Layers(int count, boolean bothDirections) {

  /** The types that may have several. */
  static final List<String> TYPES = List.of("gru", "lstm", "rnn", "rnn_tanh", "rnn_relu");

  private static final Layers ONE = new Layers(1, false);

  /**
   * @throws BadInputException for a field that is no such number or truth value
   */
  static Layers of(String type, JsonObject sidecar) {
    if (!TYPES.contains(type)) {
      return ONE;
    }
    long count =
        sidecar.has("num_layers") ? sidecar.integer("num_layers", 1, Integer.MAX_VALUE) : 1;
    return new Layers((int) count, sidecar.has("bidirectional") && sidecar.flag("bidirectional"));
  }

  boolean isOne() {
    return equals(ONE);
  }

  /** Recurrences in a layer. */
  int directions() {
    return bothDirections ? 2 : 1;
  }

  /**
   * @throws BadInputException for several, by the field that says so
   */
  void requireOne(JsonObject sidecar) {
    if (!isOne()) {
      throw sidecar.refused(
          count > 1 ? "num_layers" : "bidirectional",
          "makes it a network of "
              + (long) count * directions()
              + " recurrences, where a model of one is needed");
    }
  }
}
