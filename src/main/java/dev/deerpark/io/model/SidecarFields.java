// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.file.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every field that a sidecar may have, and where. A field that is not among them is refused: it may
 * be a misspelt one that says how to evaluate the model.
 *
 * <table>
 *   <caption>Fields by the object that they are in</caption>
 *   <tr><th>top level<td>{@code type, name, columns, normalisation, initial_state, state_size}
 *   <tr><th>top level, networks<td>{@code input_size, hidden_size, weights, prefix, bias, dtype,
 *     state_order}, and those of {@link NetworkChecks}
 *   <tr><th>top level, networks except {@code gru_autoregressive}<td>{@code readout, target}
 *   <tr><th>top level, equations<td>{@code parameters}, with those of {@link EquationModels} in it
 *   <tr><th>{@code normalisation}<td>{@code mean, std, formula}
 *   <tr><th>{@code readout}<td>{@code weight, bias, output_size, activation, meaning}
 *   <tr><th>{@code target}<td>{@code mean, std, formula, meaning}
 * </table>
 *
 * <p>These are remarks, of any kind, which are not evaluated: {@code equations}, {@code training},
 * {@code series}, {@code origin}, {@code noise} and {@code notes} at the top level, {@code formula}
 * and {@code meaning} where the table has them.
 */
final class SidecarFields {
  /**
   * Remarks that describe a model without saying how to evaluate it. Further remarks go in {@code
   * notes}.
   */
  static final Set<String> REMARKS =
      Set.of("equations", "training", "series", "origin", "noise", "notes");

  /** The top-level object, which holds all others. */
  private static final String TOP = "";

  private final String type;
  private final Map<String, Set<String>> known = new LinkedHashMap<>();

  private SidecarFields(String type) {
    this.type = type;
    Set<String> top = new TreeSet<>(REMARKS);
    top.addAll(List.of("type", "name", "columns", "normalisation", "initial_state", "state_size"));
    known.put(TOP, top);
    known.put("normalisation", Set.of("mean", "std", "formula"));
    if (EquationModels.TYPES.contains(type)) {
      top.add("parameters");
      known.put("parameters", EquationModels.parameters(type));
    } else {
      top.addAll(NetworkChecks.fields(type));
      top.addAll(
          List.of(
              "input_size", "hidden_size", "weights", "prefix", "bias", "dtype", "state_order"));
    }
    if (hasReadout(type)) {
      top.addAll(List.of("readout", "target"));
      known.put("readout", Set.of("weight", "bias", "output_size", "activation", "meaning"));
      known.put("target", Set.of("mean", "std", "formula", "meaning"));
    }
  }

  private static boolean hasReadout(String type) {
    return NetworkFile.TYPES.contains(type) && !type.equals("gru_autoregressive");
  }

  /**
   * @param type of the model, one that is supported
   * @throws BadInputException for a field that is unknown or in another place than its own
   */
  static void check(String type, JsonObject sidecar) {
    SidecarFields fields = new SidecarFields(type);
    fields.refuseUnknown(TOP, sidecar);
    for (String place : fields.known.keySet()) {
      if (!place.equals(TOP)) {
        sidecar.object(place).ifPresent(object -> fields.refuseUnknown(place, object));
      }
    }
  }

  private void refuseUnknown(String place, JsonObject object) {
    for (String name : object.names()) {
      if (!known.get(place).contains(name)) {
        throw object.refused(Names.cut(name), reason(name, place));
      }
    }
  }

  private String reason(String name, String place) {
    List<String> places = places(name);
    if (!places.isEmpty()) {
      return "is in the wrong place; it belongs " + String.join(" or ", places);
    }
    if (isOfAnotherType(name)) {
      return "is not a field of the type " + type;
    }
    Optional<String> nearest = Names.nearest(name, known.get(place));
    if (nearest.isPresent()) {
      return "is unknown; did you mean '" + nearest.get() + "'?";
    }
    return "is unknown; " + elsewhere(name).orElseGet(() -> listed(known.get(place)));
  }

  /** The places where a field of this name is known. */
  private List<String> places(String name) {
    List<String> places = new ArrayList<>();
    known.forEach(
        (place, names) -> {
          if (names.contains(name)) {
            places.add(in(place));
          }
        });
    return places;
  }

  private static boolean isOfAnotherType(String name) {
    return name.equals("parameters")
        || NetworkFile.TYPES.stream()
            .anyMatch(other -> new SidecarFields(other).known.get(TOP).contains(name));
  }

  /** The most similar name in another place. */
  private Optional<String> elsewhere(String name) {
    Map<String, String> places = new TreeMap<>();
    known.forEach((place, names) -> names.forEach(other -> places.put(other, in(place))));
    return Names.nearest(name, places.keySet())
        .map(other -> "did you mean '" + other + "' " + places.get(other) + "?");
  }

  private static String listed(Collection<String> names) {
    return "known are "
        + Names.list(new TreeSet<>(names))
        + "; a remark goes in 'notes' at the top level";
  }

  private static String in(String place) {
    return place.equals(TOP) ? "at the top level" : "in '" + place + "'";
  }
}
