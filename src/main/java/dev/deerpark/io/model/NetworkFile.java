// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.io.file.WholeFile;
import dev.deerpark.io.model.ModelFile.Definition;
import dev.deerpark.recurrence.AutoregressiveGruWeights;
import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.Readout;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a trained network, with the names and shapes that PyTorch gives them.
 *
 * <ul>
 *   <li>{@code gru}: {@code weight_ih_l0} [3 H, I], {@code weight_hh_l0} [3 H, H], {@code
 *       bias_ih_l0} and {@code bias_hh_l0} [3 H], and the two tensors of the readout that the
 *       sidecar names;
 *   <li>{@code gru_autoregressive}: the same with one input, {@code readout.weight} [2, H], {@code
 *       readout.bias} [2], and, where the output sees the input directly, {@code skip.weight} [2,
 *       1].
 * </ul>
 */
final class NetworkFile {
  static final List<String> TYPES = List.of("gru", "gru_autoregressive");

  private static final int LARGEST_WEIGHTS = 1 << 30;
  private static final List<String> GATE_ORDER = List.of("r", "z", "n");

  private final JsonObject sidecar;
  private final Tensors tensors;
  private final int hiddenSize;

  private NetworkFile(JsonObject sidecar, Tensors tensors) {
    this.sidecar = sidecar;
    this.tensors = tensors;
    this.hiddenSize = (int) sidecar.integer("hidden_size", 1, Integer.MAX_VALUE);
  }

  /**
   * @param type one of {@link #TYPES}
   * @param file of the sidecar, beside which the weights lie
   * @throws BadInputException for a sidecar or weights that are no such network
   */
  static Definition read(String type, JsonObject sidecar, WholeFile file) {
    refuseOtherKinds(sidecar);
    WholeFile weights = file.sibling(weightsName(sidecar));
    byte[] bytes = weights.read(LARGEST_WEIGHTS);
    Tensors tensors = new Tensors(weights.toString(), Safetensors.parse(bytes, weights.toString()));
    NetworkFile network = new NetworkFile(sidecar, tensors);
    Definition definition = type.equals("gru") ? network.gru(bytes) : network.autoregressive(bytes);
    tensors.refuseUnused();
    return definition;
  }

  private Definition gru(byte[] bytes) {
    int inputSize = (int) sidecar.integer("input_size", 1, Integer.MAX_VALUE);
    GruWeights weights = cell(inputSize);
    return new Definition(weights, sidecar.object("readout").map(this::readout), bytes);
  }

  private Definition autoregressive(byte[] bytes) {
    GruWeights cell = cell((int) sidecar.integer("input_size", 1, 1));
    Readout readout =
        new Readout(
            2, tensors.take("readout.weight", 2, hiddenSize), tensors.take("readout.bias", 2));
    double[] skip = tensors.has("skip.weight") ? tensors.take("skip.weight", 2, 1) : new double[2];
    return new Definition(
        new AutoregressiveGruWeights(cell, readout, skip), Optional.empty(), bytes);
  }

  private GruWeights cell(int inputSize) {
    long rows = 3L * hiddenSize;
    return new GruWeights(
        inputSize,
        hiddenSize,
        tensors.take("weight_ih_l0", rows, inputSize),
        tensors.take("weight_hh_l0", rows, hiddenSize),
        tensors.take("bias_ih_l0", rows),
        tensors.take("bias_hh_l0", rows));
  }

  private Readout readout(JsonObject readout) {
    int outputs = (int) readout.integer("output_size", 1, Integer.MAX_VALUE);
    return new Readout(
        outputs,
        tensors.take(readout.text("weight"), outputs, hiddenSize),
        tensors.take(readout.text("bias"), outputs));
  }

  private static void refuseOtherKinds(JsonObject sidecar) {
    if (sidecar.has("num_layers") && sidecar.integer("num_layers", 1, Integer.MAX_VALUE) != 1) {
      throw sidecar.refused("num_layers", "is above 1; supported are networks of one layer");
    }
    if (sidecar.has("bidirectional") && sidecar.truth("bidirectional")) {
      throw sidecar.refused("bidirectional", "is true; supported are networks of one direction");
    }
    if (sidecar.has("gate_order") && !sidecar.texts("gate_order").equals(GATE_ORDER)) {
      throw sidecar.refused("gate_order", "is not " + GATE_ORDER + ", which is PyTorch's");
    }
  }

  /** A name and nothing else: a sidecar from elsewhere must not reach for other folders. */
  private static String weightsName(JsonObject sidecar) {
    String name = sidecar.text("weights");
    if (!name.matches("[^/\\\\:\\p{Cntrl}]+") || name.equals(".") || name.equals("..")) {
      throw sidecar.refused("weights", "is not the plain name of a file beside the sidecar");
    }
    return name;
  }
}
