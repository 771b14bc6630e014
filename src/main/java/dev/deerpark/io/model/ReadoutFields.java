// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.Readout;
import java.util.List;
import java.util.Optional;

/**
 * The output that a sidecar describes: {@code readout}, with the tensors that it names, and {@code
 * target}.
 */
final class ReadoutFields {
  private static final String LINEAR = "linear";

  private final JsonObject sidecar;
  private final Tensors tensors;
  private final int units;

  /**
   * @param units the number of units that a readout reads, H
   */
  ReadoutFields(JsonObject sidecar, Tensors tensors, int units) {
    this.sidecar = sidecar;
    this.tensors = tensors;
    this.units = units;
  }

  /**
   * The output, where there is one.
   *
   * @param assumptions receives a sentence where the readout has no bias
   * @throws BadInputException for a readout that is not supported, or does not fit its target
   */
  Optional<ModelOutput> output(List<String> assumptions) {
    Optional<JsonObject> readout = sidecar.object("readout");
    if (readout.isEmpty() && sidecar.has("target")) {
      throw sidecar.refused("target", "scales the outputs of a readout, but there is none");
    }
    return readout.map(fields -> output(fields, assumptions));
  }

  private ModelOutput output(JsonObject fields, List<String> assumptions) {
    int outputs = (int) fields.integer("output_size", 1, Integer.MAX_VALUE);
    List<String> steps = steps(fields);
    int linear = steps.indexOf(LINEAR);
    double[] weight = tensors.take(fields.text("weight"), outputs, units);
    Readout trained =
        new Readout(
            outputs,
            weight,
            bias(fields, outputs, assumptions),
            activations(fields, steps.subList(0, linear)),
            activations(fields, steps.subList(linear + 1, steps.size())));
    if (sidecar.has("target") && !trained.after().isEmpty()) {
      throw sidecar.refused(
          "target",
          "scales outputs back, but they come out of "
              + trained.after().get(trained.after().size() - 1).lower()
              + "; leave one of the two out");
    }
    return ModelOutput.of(
        trained,
        sidecar
            .object("target")
            .map(target -> InputFields.scale(sidecar, "target", target, outputs)));
  }

  /** The steps in order, exactly one of which is {@code linear}. */
  private static List<String> steps(JsonObject fields) {
    if (!fields.has("activation")) {
      return List.of(LINEAR);
    }
    if (!fields.isList("activation")) {
      String only = fields.text("activation");
      if (only.equals(LINEAR) || only.equals("identity")) {
        return List.of(LINEAR);
      }
      throw fields.refused(
          "activation",
          "is '" + Names.cut(only) + "'; say in which order, such as [\"linear\", \"sigmoid\"]");
    }
    List<String> steps = fields.texts("activation");
    if (steps.stream().filter(LINEAR::equals).count() != 1) {
      throw fields.refused(
          "activation", "must have \"linear\" once, which stands for the weight and the bias");
    }
    return steps;
  }

  private static List<Activation> activations(JsonObject fields, List<String> names) {
    return names.stream()
        .map(
            name ->
                ActivationFields.named(name)
                    .orElseThrow(
                        () ->
                            fields.refused(
                                "activation",
                                "has '"
                                    + Names.cut(name)
                                    + "'; supported are linear, "
                                    + ActivationFields.known())))
        .toList();
  }

  private double[] bias(JsonObject fields, int outputs, List<String> assumptions) {
    if (fields.has("bias")) {
      return tensors.take(fields.text("bias"), outputs);
    }
    assumptions.add("The readout has no bias: it is zeros.");
    return new double[outputs];
  }
}
