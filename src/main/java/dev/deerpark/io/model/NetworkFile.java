// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.io.file.WholeFile;
import dev.deerpark.io.model.ModelFile.Definition;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The weights of a trained network, with the names and shapes that PyTorch gives them.
 *
 * <ul>
 *   <li>{@code gru}: {@code weight_ih_l0} [3 H, I], {@code weight_hh_l0} [3 H, H], {@code
 *       bias_ih_l0} and {@code bias_hh_l0} [3 H] unless the sidecar says {@code "bias": false}, and
 *       the tensors of the readout that the sidecar names: its weight, and its bias, which it may
 *       leave out;
 *   <li>{@code gru_autoregressive}: the same with one input, {@code readout.weight} [2, H], {@code
 *       readout.bias} [2], and, where the output sees the input directly, {@code skip.weight} [2,
 *       1].
 * </ul>
 */
final class NetworkFile {
  static final List<String> TYPES = List.of("gru", "gru_autoregressive");

  private static final int LARGEST_WEIGHTS = 1 << 30;
  private static final String INPUT_BIAS = "bias_ih_l0";
  private static final String HIDDEN_BIAS = "bias_hh_l0";

  private final JsonObject sidecar;
  private final Tensors tensors;
  private final int hiddenSize;
  private final List<String> assumptions = new ArrayList<>();

  private NetworkFile(JsonObject sidecar, Tensors tensors) {
    this.sidecar = sidecar;
    this.tensors = tensors;
    this.hiddenSize = (int) sidecar.integer("hidden_size", 1, Integer.MAX_VALUE);
  }

  /**
   * A weights file.
   *
   * @param file what messages call it
   * @param bytes all of it; not modified
   */
  record Weights(String file, byte[] bytes) {
    static Weights read(WholeFile file) {
      return new Weights(file.toString(), file.read(LARGEST_WEIGHTS));
    }
  }

  /**
   * @param type one of {@link #TYPES}
   * @param files gives the weights file of a name
   * @throws BadInputException for a sidecar or weights that are no such network
   */
  static Definition read(String type, JsonObject sidecar, Function<String, Weights> files) {
    NetworkChecks.check(sidecar);
    Weights weights = files.apply(weightsName(sidecar));
    Tensors tensors =
        new Tensors(weights.file(), Safetensors.parse(weights.bytes(), weights.file()));
    if (sidecar.has("dtype")) {
      tensors.requireType(sidecar);
    }
    NetworkFile network = new NetworkFile(sidecar, tensors);
    Definition definition =
        type.equals("gru") ? network.gru(weights.bytes()) : network.autoregressive(weights.bytes());
    tensors.refuseUnused();
    return definition;
  }

  private Definition gru(byte[] bytes) {
    int inputSize = (int) sidecar.integer("input_size", 1, Integer.MAX_VALUE);
    GruWeights weights = cell(inputSize);
    Optional<ModelOutput> output = sidecar.object("readout").map(this::output);
    if (output.isEmpty() && sidecar.has("target")) {
      throw sidecar.refused("target", "scales the outputs of a readout, but there is none");
    }
    return new Definition(weights, hiddenNames().toList(), output, assumptions, bytes);
  }

  private Definition autoregressive(byte[] bytes) {
    GruWeights cell = cell((int) sidecar.integer("input_size", 1, 1));
    Readout readout =
        new Readout(
            2, tensors.take("readout.weight", 2, hiddenSize), tensors.take("readout.bias", 2));
    double[] skip = tensors.has("skip.weight") ? tensors.take("skip.weight", 2, 1) : new double[2];
    return new Definition(
        new AutoregressiveGruWeights(cell, readout, skip),
        Stream.concat(Stream.of("x"), hiddenNames()).toList(),
        Optional.empty(),
        assumptions,
        bytes);
  }

  private Stream<String> hiddenNames() {
    return IntStream.range(0, hiddenSize).mapToObj(i -> "h" + i);
  }

  private GruWeights cell(int inputSize) {
    long rows = 3L * hiddenSize;
    double[] inputWeight = tensors.take("weight_ih_l0", rows, inputSize);
    double[] hiddenWeight = tensors.take("weight_hh_l0", rows, hiddenSize);
    boolean biases = hasBiases();
    return new GruWeights(
        new LayerWeights(
            3,
            inputSize,
            hiddenSize,
            inputWeight,
            hiddenWeight,
            biases ? tensors.take(INPUT_BIAS, rows) : new double[3 * hiddenSize],
            biases ? tensors.take(HIDDEN_BIAS, rows) : new double[3 * hiddenSize]));
  }

  private boolean hasBiases() {
    boolean stated = !sidecar.has("bias") || sidecar.truth("bias");
    boolean present = tensors.has(INPUT_BIAS) || tensors.has(HIDDEN_BIAS);
    if (stated && !present) {
      throw sidecar.refused(
          "bias",
          "is not false, but the weights have no tensors "
              + INPUT_BIAS
              + " and "
              + HIDDEN_BIAS
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

  private ModelOutput output(JsonObject readout) {
    NetworkChecks.checkReadout(readout);
    int outputs = (int) readout.integer("output_size", 1, Integer.MAX_VALUE);
    double[] weight = tensors.take(readout.text("weight"), outputs, hiddenSize);
    Readout trained = new Readout(outputs, weight, readoutBias(readout, outputs));
    return ModelOutput.of(
        trained,
        sidecar
            .object("target")
            .map(target -> InputFields.scale(sidecar, "target", target, outputs)));
  }

  private double[] readoutBias(JsonObject readout, int outputs) {
    if (readout.has("bias")) {
      return tensors.take(readout.text("bias"), outputs);
    }
    assumptions.add("The readout has no bias: it is zeros.");
    return new double[outputs];
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
