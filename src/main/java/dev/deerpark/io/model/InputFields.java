// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.recurrence.Normalisation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** The fields of a sidecar about the inputs: {@code columns} and {@code normalisation}. */
final class InputFields {
  private final JsonObject sidecar;
  private final int inputSize;

  InputFields(JsonObject sidecar, int inputSize) {
    this.sidecar = sidecar;
    this.inputSize = inputSize;
  }

  /**
   * The columns in the order of the inputs; empty where none are named.
   *
   * @throws BadInputException if they are not distinct, or not as many as the inputs
   */
  List<String> columns() {
    if (!sidecar.has("columns")) {
      return List.of();
    }
    List<String> columns = sidecar.texts("columns");
    if (columns.size() != inputSize || new HashSet<>(columns).size() != inputSize) {
      throw sidecar.refused(
          "columns",
          String.format(
              Locale.ROOT,
              "names %s columns (%s) but the model takes %s different ones",
              columns.size(),
              Names.list(columns),
              inputSize));
    }
    return columns;
  }

  /** The scaling of the inputs; none where nothing is stated. */
  Normalisation normalisation() {
    return sidecar
        .object("normalisation")
        .map(scale -> scale(sidecar, "normalisation", scale, inputSize))
        .orElseGet(() -> Normalisation.none(inputSize));
  }

  /**
   * The mean and std in an object of a sidecar.
   *
   * @param field where the object is
   * @param size the required number of each
   * @throws BadInputException if there is another number of them, or one that is not finite, or an
   *     std that is not above 0
   */
  static Normalisation scale(JsonObject sidecar, String field, JsonObject scale, int size) {
    double[] mean = scale.numbers("mean");
    double[] std = scale.numbers("std");
    if (mean.length != size || std.length != size) {
      throw sidecar.refused(
          field,
          String.format(
              Locale.ROOT,
              "has %s means and %s standard deviations where %s of each are needed",
              mean.length,
              std.length,
              size));
    }
    for (int i = 0; i < size; i++) {
      if (std[i] <= 0) {
        throw scale.refused(
            "std[" + i + "]", "is " + std[i] + " but must be above 0; use 1 to leave values as is");
      }
    }
    return new Normalisation(mean, std);
  }
}
