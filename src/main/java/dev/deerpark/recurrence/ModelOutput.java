// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.util.Optional;

/**
 * The output of a model at every step, with its units.
 *
 * @param trained the readout as it was trained
 * @param target the scaling of the data that it was trained to predict, where it is known: then the
 *     prediction in the units of the data is {@code y std + mean}
 * @param scale the units of the output
 */
public record ModelOutput(RowFunction trained, Optional<Normalisation> target, OutputScale scale) {

  /**
   * @throws IllegalArgumentException if the target has another number of columns than the output,
   *     if the units of the data are requested but unknown, or if a readout that is not linear
   *     would have to be scaled
   */
  public ModelOutput {
    if (target.isPresent() && target.get().mean().length != trained.outputSize()) {
      throw new IllegalArgumentException(
          target.get().mean().length + " means for an output of " + trained.outputSize());
    }
    if (scale == OutputScale.DATA && target.isEmpty()) {
      throw new IllegalArgumentException("the units of the data, but no target");
    }
    if (target.isPresent() && !(trained instanceof Readout)) {
      throw new IllegalArgumentException("a target for a readout that is not linear");
    }
  }

  /** In the units of the data where they are known, else in the model's own. */
  public static ModelOutput of(RowFunction trained, Optional<Normalisation> target) {
    OutputScale scale = target.isPresent() ? OutputScale.DATA : OutputScale.MODEL;
    return new ModelOutput(trained, target, scale);
  }

  /** This output in other units. */
  public ModelOutput in(OutputScale other) {
    return new ModelOutput(trained, target, other);
  }

  /** The readout that gives the output in its units. */
  public RowFunction readout() {
    return scale == OutputScale.DATA && trained instanceof Readout linear
        ? linear.restoring(target.orElseThrow())
        : trained;
  }

  /** The units, for people. */
  String scaling() {
    return scaling(scale, target);
  }

  /** The units of an output, for people. */
  public static String scaling(OutputScale scale, Optional<Normalisation> target) {
    return switch (scale) {
      case DATA -> "outputs in the units of the data, y * std + mean with " + target.orElseThrow();
      case MODEL -> "outputs as the model gives them";
    };
  }
}
