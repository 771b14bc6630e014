// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.ModelFile;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.UserModel;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.ModelSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * What a run is about: the model, and the columns that it reads.
 *
 * @param model with the columns that are read
 * @param stateSize D
 * @param inputSize I
 * @param initialState {@code [D]}: where a run begins that is told nothing else; not modified
 */
record Subject(Model model, int stateSize, int inputSize, double[] initialState) {

  /**
   * @throws BadInputException for a model that cannot be read, or columns that do not fit it
   */
  static Subject load(EvaluateSettings settings, Configuration hadoop) {
    Model model = model(settings.model(), hadoop);
    Recurrence recurrence = model.spec().build();
    int inputs = recurrence.inputSize();
    List<String> columns =
        settings.input().valueColumns().isEmpty()
            ? model.columns()
            : settings.input().valueColumns();
    if (columns.size() != inputs) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The model %s takes %d value column%s a step, but %s. Name them with"
                  + " --value-columns, in the model's order.",
              model.name(),
              inputs,
              inputs == 1 ? "" : "s",
              columns.isEmpty() ? "none is named" : columns.size() + " are named: " + columns));
    }
    Normalisation normalisation =
        model.normalisation().mean().length == inputs
            ? model.normalisation()
            : Normalisation.none(inputs);
    Model resolved =
        new Model(
            model.name(),
            model.type(),
            model.spec(),
            model.readout(),
            columns,
            normalisation,
            model.digest());
    return new Subject(resolved, recurrence.stateSize(), inputs, recurrence.initialState());
  }

  private static Model model(ModelSettings settings, Configuration hadoop) {
    if (settings.sidecar().isPresent()) {
      return ModelFile.read(settings.sidecar().get(), hadoop);
    }
    String name = settings.className().orElseThrow();
    UserModel spec = new UserModel(name, new TreeMap<>(settings.parameters()));
    return new Model(
        name.substring(name.lastIndexOf('.') + 1),
        "class",
        spec,
        Optional.empty(),
        List.of(),
        Normalisation.none(0),
        sha256(spec.toString()));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
