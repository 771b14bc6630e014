// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import java.util.SortedSet;
import java.util.TreeSet;

/** The parameters in a sidecar, taken one by one by who knows what must be there. */
final class Parameters {
  private static final String FIELD = "parameters";

  private final JsonObject sidecar;
  private final JsonObject values;
  private final SortedSet<String> known = new TreeSet<>();

  private Parameters(JsonObject sidecar, JsonObject values) {
    this.sidecar = sidecar;
    this.values = values;
  }

  /**
   * @throws BadInputException if the sidecar has no such object
   */
  static Parameters of(JsonObject sidecar) {
    return sidecar
        .object(FIELD)
        .map(values -> new Parameters(sidecar, values))
        .orElseThrow(() -> sidecar.refused(FIELD, "is missing"));
  }

  double number(String name) {
    known.add(name);
    return values.number(name);
  }

  double number(String name, double standard) {
    known.add(name);
    return values.has(name) ? values.number(name) : standard;
  }

  int integer(String name) {
    known.add(name);
    return (int) values.integer(name, 0, Integer.MAX_VALUE);
  }

  int integer(String name, int standard) {
    known.add(name);
    return values.has(name) ? integer(name) : standard;
  }

  /**
   * @throws BadInputException if there are parameters that nobody asked for
   */
  void refuseUnused() {
    SortedSet<String> unknown = new TreeSet<>(values.names());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw sidecar.refused(FIELD, "has unknown names " + unknown + "; known are " + known);
    }
  }
}
