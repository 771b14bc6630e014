// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.recurrence.Activation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The activations of a network, under the names that PyTorch, Keras and ONNX give them: {@code
 * nonlinearity} of an RNN; {@code activation} and {@code recurrent_activation}; the list {@code
 * activations}. Where several of them are present, they must agree.
 */
final class ActivationFields {

  /** The role of an activation in a network. */
  enum Role {
    GATE(Activation.SIGMOID),
    CANDIDATE(Activation.TANH),
    OUTPUT(Activation.TANH);

    private final Activation usual;

    Role(Activation usual) {
      this.usual = usual;
    }
  }

  private final JsonObject sidecar;
  private final Map<Role, Activation> stated = new EnumMap<>(Role.class);
  private final Map<Role, String> places = new EnumMap<>(Role.class);

  /**
   * @param roles the activations that this type of network has, as ONNX lists them
   * @throws BadInputException for an activation that is not known, and for two that contradict each
   *     other
   */
  ActivationFields(JsonObject sidecar, List<Role> roles) {
    this.sidecar = sidecar;
    if (sidecar.has("recurrent_activation")) {
      state(Role.GATE, "recurrent_activation", sidecar.text("recurrent_activation"));
    }
    for (String name : List.of("activation", "nonlinearity")) {
      if (sidecar.has(name)) {
        String text = sidecar.text(name);
        roles.stream().filter(role -> role != Role.GATE).forEach(role -> state(role, name, text));
      }
    }
    if (sidecar.has("activations")) {
      list(roles, sidecar.texts("activations"));
    }
  }

  private void list(List<Role> roles, List<String> texts) {
    if (texts.size() != roles.size()) {
      throw sidecar.refused(
          "activations",
          String.format(
              Locale.ROOT, "has %d entries; this type has %d", texts.size(), roles.size()));
    }
    for (int i = 0; i < texts.size(); i++) {
      state(roles.get(i), "activations", texts.get(i));
    }
  }

  private void state(Role role, String place, String text) {
    Activation activation =
        named(text)
            .orElseThrow(
                () ->
                    sidecar.refused(
                        place, "is or has '" + Names.cut(text) + "'; supported are " + known()));
    Activation before = stated.putIfAbsent(role, activation);
    if (before != null && before != activation) {
      throw sidecar.refused(
          place,
          "says "
              + activation.lower()
              + " where '"
              + places.get(role)
              + "' says "
              + before.lower());
    }
    places.putIfAbsent(role, place);
  }

  /** The activation of a role; the default where none is stated. */
  Activation of(Role role) {
    return stated.getOrDefault(role, role.usual);
  }

  /**
   * @throws BadInputException where an activation other than the default is stated
   */
  void requireUsual() {
    stated.forEach((role, activation) -> require(role, role.usual));
  }

  /**
   * @throws BadInputException where another activation is stated
   */
  void require(Role role, Activation wanted) {
    if (stated.containsKey(role) && stated.get(role) != wanted) {
      throw sidecar.refused(
          places.get(role),
          "says "
              + stated.get(role).lower()
              + ", which is not supported in this type; supported is "
              + wanted.lower());
    }
  }

  /** The activation of a name, in any case. */
  static Optional<Activation> named(String text) {
    return Arrays.stream(Activation.values())
        .filter(activation -> activation.lower().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** The names of all activations. */
  static String known() {
    return Names.list(Arrays.stream(Activation.values()).map(Activation::lower).toList());
  }
}
