// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Precision;
import dev.deerpark.base.Sha256;
import dev.deerpark.io.model.ModelFile;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.OutputScale;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.UserModel;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.InputSettings;
import dev.deerpark.settings.ModelSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * What a run is about: the model, and the columns that it reads.
 *
 * @param model with the columns that are read
 * @param stateSize D
 * @param inputSize I, which is not the number of columns where the model has an encoder
 * @param initialState {@code [D]}: where a run begins that is given nothing else; not modified
 */
public record Subject(Model model, int stateSize, int inputSize, double[] initialState) {
  private static final String ADVICE = "Name them with --value-columns, in the model's order.";

  /**
   * @param otherColumns gives the columns of the table beside its time column, in its order; asked
   *     for where no columns are named
   * @throws BadInputException for a model that cannot be read, columns that do not fit it, or units
   *     of the output that it does not know
   */
  public static Subject load(
      EvaluateSettings settings, Configuration hadoop, Supplier<List<String>> otherColumns) {
    Model model = model(settings, hadoop);
    Recurrence recurrence = model.spec().build();
    Model resolved = withColumns(model, settings.input(), otherColumns);
    return new Subject(
        resolved,
        recurrence.stateSize(),
        recurrence.inputSize(),
        model.initialState().orElseGet(recurrence::initialState));
  }

  /**
   * A model with the columns that it reads: those that are named, or all that there are.
   *
   * @throws BadInputException where they are not as many as it takes
   */
  public static Model withColumns(
      Model model, InputSettings input, Supplier<List<String>> otherColumns) {
    int values = model.valueColumns();
    List<String> named = input.valueColumns().isEmpty() ? model.columns() : input.valueColumns();
    return named.isEmpty() && values > 0
        ? withOnlyColumns(model, values, otherColumns.get())
        : model.withColumns(requireSize(named, model, values));
  }

  /**
   * Where a run begins that is told nothing else, {@code [D]}, in a precision.
   *
   * @throws BadInputException for a number that is not finite in this precision
   */
  double[] initialState(Precision precision) {
    return StartStates.rounded(initialState, precision, "The start state of " + model.name());
  }

  private static Model scaled(Model model, Optional<OutputScale> scale) {
    if (scale.isEmpty() || model.output().isEmpty() && scale.get() == OutputScale.MODEL) {
      return model;
    }
    if (model.output().flatMap(ModelOutput::target).isEmpty() && scale.get() == OutputScale.DATA) {
      throw new BadInputException(
          "--output-scale data: the sidecar of the model "
              + model.name()
              + " has no 'target' with the mean and std of what it was trained to predict. Add it,"
              + " or leave the option out.");
    }
    return model.withOutput(model.output().orElseThrow().in(scale.get()));
  }

  /** Takes all columns of the table where they are as many as the inputs: there is no choice. */
  private static Model withOnlyColumns(Model model, int inputs, List<String> others) {
    if (others.size() != inputs) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The model %s takes %s, but none is named and the table has %s: %s. %s",
              model.name(),
              counted(inputs),
              others.size(),
              Names.list(others),
              ADVICE));
    }
    return model
        .withColumns(others)
        .assuming(
            "No value columns are named; the table has as many as the model takes, "
                + Names.list(others)
                + ", which are its inputs in this order.");
  }

  private static List<String> requireSize(List<String> columns, Model model, int inputs) {
    if (columns.size() != inputs) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The model %s takes %s a step, but %s are named: %s. %s",
              model.name(),
              counted(inputs),
              columns.size(),
              Names.list(columns),
              ADVICE));
    }
    return columns;
  }

  private static String counted(int inputs) {
    return inputs + " value column" + (inputs == 1 ? "" : "s");
  }

  /**
   * The model that the settings name, with its output in the units that are asked for, before its
   * columns are known.
   *
   * @throws BadInputException for a model that cannot be read, or units that it does not know
   */
  public static Model model(EvaluateSettings settings, Configuration hadoop) {
    return scaled(unscaled(settings, hadoop), settings.output().scale());
  }

  private static Model unscaled(EvaluateSettings run, Configuration hadoop) {
    ModelSettings settings = run.model();
    Optional<NetworkModel> network = NetworkFiles.read(run, hadoop);
    if (network.isPresent()) {
      return NetworkFiles.one(network.get());
    }
    if (settings.sidecar().isPresent()) {
      return ModelFile.read(settings.sidecar().get(), run.solver().precision(), hadoop);
    }
    String name = settings.className().orElseThrow();
    UserModel spec = new UserModel(name, new TreeMap<>(settings.parameters()));
    return Model.of(
        name.substring(name.lastIndexOf('.') + 1),
        "class",
        spec,
        spec.build().inputSize(),
        Sha256.hex(spec.toString()));
  }
}
