// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.recurrence.network.LayerWeights;
import java.util.List;

/**
 * The tensors of one recurrent layer under PyTorch's names: {@code weight_ih_l0} and so on in a
 * layer, {@code weight_ih} in a cell, with the sidecar's {@code prefix} before them.
 */
final class LayerTensors {
  private static final String OF_LAYER = "_l0";
  private static final List<String> BIASES = List.of("bias_ih", "bias_hh");

  private final JsonObject sidecar;
  private final Tensors tensors;
  private final String prefix;
  private final String suffix;

  /**
   * @param suffix ends the names: {@code _l0}, {@code _l0_reverse}, {@code _l1} and so on
   */
  LayerTensors(JsonObject sidecar, Tensors tensors, String suffix) {
    this.sidecar = sidecar;
    this.tensors = tensors;
    this.prefix = prefix(sidecar);
    this.suffix = suffix;
  }

  /** Those of the only layer, or of a cell where the file has one. */
  static LayerTensors ofOne(JsonObject sidecar, Tensors tensors) {
    boolean cell = tensors.has(prefix(sidecar) + "weight_ih");
    return new LayerTensors(sidecar, tensors, cell ? "" : OF_LAYER);
  }

  private static String prefix(JsonObject sidecar) {
    return sidecar.has("prefix") ? sidecar.text("prefix") : "";
  }

  /**
   * The weights of a layer.
   *
   * @param gates how many are stacked
   * @param assumptions receives a sentence where there are no biases
   * @throws BadInputException if a tensor is missing or has another shape, or the presence of
   *     biases contradicts the sidecar
   */
  LayerWeights layer(int gates, int inputSize, int hiddenSize, List<String> assumptions) {
    long rows = (long) gates * hiddenSize;
    double[] inputWeight = tensors.take(name("weight_ih"), rows, inputSize);
    double[] hiddenWeight = tensors.take(name("weight_hh"), rows, hiddenSize);
    if (!hasBiases(BIASES.stream().map(bias -> bias + suffix).toList(), assumptions)) {
      return LayerWeights.unbiased(gates, inputSize, hiddenSize, inputWeight, hiddenWeight);
    }
    return new LayerWeights(
        gates,
        inputSize,
        hiddenSize,
        inputWeight,
        hiddenWeight,
        tensors.take(name("bias_ih"), rows),
        tensors.take(name("bias_hh"), rows));
  }

  private String name(String tensor) {
    return prefix + tensor + suffix;
  }

  /** A tensor under a name other than those of PyTorch's layers. */
  double[] take(String name, long... shape) {
    return tensors.take(prefix + name, shape);
  }

  /**
   * Whether there are biases of these names, in agreement with the sidecar.
   *
   * @param assumptions receives a sentence where there are none
   * @throws BadInputException where the sidecar contradicts it
   */
  boolean hasBiases(List<String> tensorNames, List<String> assumptions) {
    List<String> names = tensorNames.stream().map(name -> prefix + name).toList();
    boolean stated = !sidecar.has("bias") || sidecar.flag("bias");
    boolean present = names.stream().anyMatch(tensors::has);
    if (stated && !present) {
      throw sidecar.refused(
          "bias",
          "is not false, but the weights have no tensors "
              + String.join(" and ", names)
              + "; say false for a network without biases");
    }
    if (!stated && present) {
      throw sidecar.refused("bias", "is false, but the weights have biases");
    }
    if (!stated) {
      assumptions.add("The network has no biases: they are zeros.");
    }
    return stated;
  }
}
