// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.file.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a sidecar about the state: {@code state_size} and {@code state_order}, which must
 * be the model's, and {@code initial_state}, the state before the first step.
 */
final class StateFields {
  private final JsonObject sidecar;
  private final int stateSize;
  private final List<String> stateNames;

  /**
   * @param stateNames names of the numbers of the state; empty where they have none
   */
  StateFields(JsonObject sidecar, int stateSize, List<String> stateNames) {
    this.sidecar = sidecar;
    this.stateSize = stateSize;
    this.stateNames = stateNames;
  }

  /**
   * @throws BadInputException for a size or an order of the state that is not the model's
   */
  void check() {
    if (sidecar.has("state_size")
        && sidecar.integer("state_size", 1, Integer.MAX_VALUE) != stateSize) {
      throw sidecar.refused(
          "state_size", "is not the size of the model's state, which is " + stateSize);
    }
    if (sidecar.has("state_order") && !sidecar.texts("state_order").equals(stateNames)) {
      throw sidecar.refused(
          "state_order", "is not the order of the model's state: " + Names.list(stateNames));
    }
  }

  /**
   * The state before the first step: zeros where the sidecar says {@code "zeros"}, or the numbers
   * that it lists; empty where it does not say.
   *
   * @throws BadInputException for anything else
   */
  Optional<double[]> initialState() {
    if (!sidecar.has("initial_state")) {
      return Optional.empty();
    }
    if (sidecar.json("initial_state").equals("\"zeros\"")) {
      return Optional.of(new double[stateSize]);
    }
    if (!sidecar.isList("initial_state")) {
      throw sidecar.refused(
          "initial_state",
          "is "
              + sidecar.json("initial_state")
              + "; supported are \"zeros\" and a list of the state's numbers");
    }
    double[] state = sidecar.numbers("initial_state");
    if (state.length != stateSize) {
      throw sidecar.refused(
          "initial_state",
          "has " + state.length + " numbers but the model's state has " + stateSize);
    }
    return Optional.of(state);
  }
}
