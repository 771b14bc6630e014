// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;

/** The parameters in a sidecar, with defaults for those that are left out. */
final class Parameters {
  private static final String FIELD = "parameters";

  private final JsonObject values;

  private Parameters(JsonObject values) {
    this.values = values;
  }

  /**
   * @throws BadInputException if the sidecar has no such object
   */
  static Parameters of(JsonObject sidecar) {
    return sidecar
        .object(FIELD)
        .map(Parameters::new)
        .orElseThrow(() -> sidecar.refused(FIELD, "is missing"));
  }

  double number(String name) {
    return values.number(name);
  }

  double number(String name, double standard) {
    return values.has(name) ? values.number(name) : standard;
  }

  int integer(String name) {
    return (int) values.integer(name, 0, Integer.MAX_VALUE);
  }

  int integer(String name, int standard) {
    return values.has(name) ? integer(name) : standard;
  }
}
