// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.io.model.ModelFile.Definition;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The models that are equations with parameters, in the sidecar's {@code parameters}:
 *
 * <ul>
 *   <li>{@code lorenz96}: {@code dimension}, {@code forcing} (8), {@code dt} (0.01), {@code inputs}
 *       (0), see {@link Lorenz96};
 *   <li>{@code mean_field}: {@code size}, {@code gain}, {@code seed}, {@code inputs} (0), see
 *       {@link MeanField};
 *   <li>{@code langevin}: {@code dt} (0.01), {@code temperature} (1), see {@link TwoWellLangevin}.
 * </ul>
 *
 * <p>Those without a number in brackets must be given.
 */
final class EquationModels {
  static final List<String> TYPES = List.of("lorenz96", "mean_field", "langevin");

  private EquationModels() {}

  /** The names of the parameters of a type. */
  static Set<String> parameters(String type) {
    return switch (type) {
      case "lorenz96" -> Set.of("dimension", "forcing", "dt", "inputs");
      case "mean_field" -> Set.of("size", "gain", "seed", "inputs");
      case "langevin" -> Set.of("dt", "temperature");
      default -> throw new IllegalStateException("no equations for the type " + type);
    };
  }

  /**
   * @param type one of {@link #TYPES}
   * @param sidecar without unknown fields
   * @throws BadInputException for a parameter that is missing or out of its range
   */
  static Definition read(String type, JsonObject sidecar) {
    Parameters parameters = Parameters.of(sidecar);
    try {
      RecurrenceSpec spec =
          switch (type) {
            case "lorenz96" -> lorenz96(parameters);
            case "mean_field" -> meanField(parameters);
            case "langevin" -> langevin(parameters);
            default -> throw new IllegalStateException("no equations for the type " + type);
          };
      return new Definition(spec, List.of(), Optional.empty(), List.of(), new byte[0]);
    } catch (IllegalArgumentException outOfRange) {
      throw sidecar.refused("parameters", "cannot be used: " + outOfRange.getMessage());
    }
  }

  private static Lorenz96 lorenz96(Parameters parameters) {
    return new Lorenz96(
        parameters.integer("dimension"),
        parameters.number("forcing", 8),
        parameters.number("dt", 0.01),
        parameters.integer("inputs", 0));
  }

  private static MeanField meanField(Parameters parameters) {
    return new MeanField(
        parameters.integer("size"),
        parameters.number("gain"),
        parameters.integer("seed"),
        parameters.integer("inputs", 0));
  }

  private static TwoWellLangevin langevin(Parameters parameters) {
    return new TwoWellLangevin(parameters.number("dt", 0.01), parameters.number("temperature", 1));
  }
}
