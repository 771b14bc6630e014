// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.io.file.WholeFile;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * A model on disk: a JSON sidecar that says what it is. A trained network has its weights beside
 * it, in the {@link Safetensors} format with PyTorch's names, shapes and gate order:
 *
 * <pre>
 *   {"name": "gru24", "type": "gru", "input_size": 1, "hidden_size": 24, "num_layers": 1,
 *    "weights": "gru24.safetensors",
 *    "columns": ["mlii_mv"],
 *    "normalisation": {"mean": [-0.18], "std": [0.63]},
 *    "readout": {"weight": "readout.weight", "bias": "readout.bias", "output_size": 1}}
 * </pre>
 *
 * <p>Other models are equations with parameters:
 *
 * <pre>
 *   {"name": "weather", "type": "lorenz96", "parameters": {"dimension": 40, "forcing": 8}}
 * </pre>
 *
 * <p>{@link NetworkFile} and {@link EquationModels} have the types. {@code columns}, {@code
 * normalisation} and {@code readout} may be null or missing, and so may {@code name} and {@code
 * num_layers}. Other fields, such as notes on the training, are ignored.
 */
public final class ModelFile {
  private static final int LARGEST_SIDECAR = 1 << 20;

  private final JsonObject sidecar;
  private final int inputSize;

  private ModelFile(JsonObject sidecar, int inputSize) {
    this.sidecar = sidecar;
    this.inputSize = inputSize;
  }

  /**
   * What the type of a model decides.
   *
   * @param spec builds the recurrence
   * @param readout its output, where there is one
   * @param weights the bytes of the weights file; empty without one
   */
  record Definition(RecurrenceSpec spec, Optional<Readout> readout, byte[] weights) {}

  /**
   * Reads a model.
   *
   * @param sidecarPath the path of the sidecar, on any file system that Hadoop knows
   * @throws BadInputException if a file cannot be read, is no such model, has weights that are
   *     missing, unknown, misshapen or not finite, or parameters that are missing, unknown or out
   *     of range
   */
  public static Model read(String sidecarPath, Configuration hadoop) {
    WholeFile file = WholeFile.at(sidecarPath, hadoop);
    byte[] text = file.read(LARGEST_SIDECAR);
    JsonObject sidecar = JsonObject.parse(text, file.toString());
    String type = sidecar.text("type");
    Definition definition = define(type, sidecar, file);
    ModelFile model = new ModelFile(sidecar, definition.spec().build().inputSize());
    return new Model(
        sidecar.has("name") ? sidecar.text("name") : file.name(),
        type,
        definition.spec(),
        definition.readout(),
        model.columns(),
        model.normalisation(),
        digest(text, definition.weights()));
  }

  private static Definition define(String type, JsonObject sidecar, WholeFile file) {
    if (NetworkFile.TYPES.contains(type)) {
      return NetworkFile.read(type, sidecar, file);
    }
    if (EquationModels.TYPES.contains(type)) {
      return new Definition(EquationModels.read(type, sidecar), Optional.empty(), new byte[0]);
    }
    throw sidecar.refused(
        "type",
        String.format(
            Locale.ROOT,
            "is '%s'; supported are %s, %s",
            type,
            String.join(", ", NetworkFile.TYPES),
            String.join(", ", EquationModels.TYPES)));
  }

  private List<String> columns() {
    if (!sidecar.has("columns")) {
      return List.of();
    }
    List<String> columns = sidecar.texts("columns");
    if (columns.size() != inputSize || new HashSet<>(columns).size() != inputSize) {
      throw sidecar.refused(
          "columns", "names " + columns + " but needs " + inputSize + " different columns");
    }
    return columns;
  }

  private Normalisation normalisation() {
    return sidecar
        .object("normalisation")
        .map(this::normalisation)
        .orElseGet(() -> Normalisation.none(inputSize));
  }

  private Normalisation normalisation(JsonObject normalisation) {
    double[] mean = normalisation.numbers("mean");
    double[] std = normalisation.numbers("std");
    if (mean.length != inputSize || std.length != inputSize) {
      throw sidecar.refused(
          "normalisation",
          String.format(
              Locale.ROOT,
              "has %d means and %d standard deviations for %d inputs",
              mean.length,
              std.length,
              inputSize));
    }
    for (int i = 0; i < inputSize; i++) {
      if (std[i] <= 0) {
        throw normalisation.refused(
            "std[" + i + "]", "is " + std[i] + " but must be above 0; use 1 to leave values as is");
      }
    }
    return new Normalisation(mean, std);
  }

  private static String digest(byte[] sidecar, byte[] weights) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(sidecar);
      sha.update(weights);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
