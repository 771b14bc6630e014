// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.kernel.opencl.DeviceModel.Kept;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.DiagonalLinear;
import dev.deerpark.recurrence.network.GateOrder;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LemWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import java.util.Arrays;
import java.util.List;

/** Networks as their kernel texts want them; the texts say in which order they read constants. */
final class DeviceNetworks {
  private static final int GRU_GATES = GruWeights.GATES.length();
  private static final int LSTM_GATES = LstmWeights.GATES.length();
  private static final int PEEPHOLES = LstmWeights.PEEPHOLES.length();
  private static final int LEM_GATES = 3;

  /** Arrays that a text keeps of a step, as long as there are units, with full Jacobians. */
  private static final int OF_GRU = 4;

  private static final int OF_AUTOREGRESSIVE_GRU = 5;
  private static final int OF_LSTM = 6;
  private static final int OF_GATED_UNITS = 6;
  private static final int OF_LEM = 6;

  private DeviceNetworks() {}

  static DeviceModel gru(GruWeights weights) {
    if (!weights.resetAfter()) {
      return gatedUnits(weights.layer(), true, weights.gate(), weights.candidate());
    }
    int size = weights.layer().hiddenSize();
    return new DeviceModel(
        "gru",
        size,
        weights.layer().inputSize(),
        size,
        true,
        new Kept(0, 0, OF_GRU * Constants.filled(size), 0),
        List.of("GATE=" + weights.gate(), "CANDIDATE=" + weights.candidate()),
        gruConstants(weights.layer()).toArray());
  }

  private static Constants gruConstants(LayerWeights layer) {
    return new Constants()
        .weights(GRU_GATES, layer.hiddenSize(), layer.hiddenWeight())
        .weights(GRU_GATES, layer.inputSize(), layer.inputWeight())
        .rows(GRU_GATES, layer.hiddenBias())
        .rows(GRU_GATES, layer.inputBias())
        .rows(GRU_GATES, layer.hiddenDiagonals());
  }

  static DeviceModel autoregressiveGru(AutoregressiveGruWeights weights) {
    int units = weights.cell().layer().hiddenSize();
    int kept = OF_AUTOREGRESSIVE_GRU * Constants.filled(units) + 1;
    Constants constants = gruConstants(weights.cell().layer()).add(weights.skip());
    for (int unit = 0; unit < units; unit++) {
      constants.add(weights.readout().weight()[unit], weights.readout().weight()[units + unit]);
    }
    return new DeviceModel(
        "gru_autoregressive",
        1 + units,
        1,
        units,
        true,
        new Kept(0, kept, kept, 0),
        List.of(),
        constants.add(weights.readout().bias()).toArray());
  }

  static DeviceModel mgu(MguWeights weights) {
    return gatedUnits(weights.layer(), false, Activation.SIGMOID, Activation.TANH);
  }

  /**
   * Units whose candidate sees the state through a gate.
   *
   * @param complement whether the last gate says how much of the state stays, not how much goes
   */
  private static DeviceModel gatedUnits(
      LayerWeights layer, boolean complement, Activation gate, Activation candidate) {
    int size = layer.hiddenSize();
    int filled = Constants.filled(size);
    int gates = layer.gates() - 1;
    double[] own = layer.hiddenDiagonals();
    double[] hidden = layer.hiddenWeight();
    return new DeviceModel(
        "gated_units",
        size,
        layer.inputSize(),
        size,
        true,
        new Kept(2 * filled, OF_GATED_UNITS * filled, OF_GATED_UNITS * filled, filled),
        List.of(
            "GATES=" + gates,
            "COMPLEMENT=" + (complement ? 1 : 0),
            "GATE=" + gate,
            "CANDIDATE=" + candidate),
        new Constants()
            .joined(GateMatrix.ofInput(layer, 0, gates), GateMatrix.ofState(layer, 0, gates))
            .joined(
                GateMatrix.ofInput(layer, gates, gates + 1),
                GateMatrix.ofState(layer, gates, gates + 1))
            .rows(gates, Arrays.copyOf(own, gates * size))
            .rows(1, Arrays.copyOfRange(own, gates * size, own.length))
            .weights(1, size, crossed(size, hidden, gates, hidden, 0))
            .toArray());
  }

  static DeviceModel lstm(LstmWeights weights) {
    LayerWeights layer = weights.layer();
    int units = layer.hiddenSize();
    Constants constants =
        new Constants()
            .joined(
                GateMatrix.ofInput(layer, 0, LSTM_GATES), GateMatrix.ofState(layer, 0, LSTM_GATES))
            .rows(LSTM_GATES, layer.hiddenDiagonals());
    if (weights.hasPeepholes()) {
      constants.rows(PEEPHOLES, weights.peepholes());
    }
    return new DeviceModel(
        "lstm",
        2 * units,
        layer.inputSize(),
        units,
        true,
        new Kept(0, 0, OF_LSTM * Constants.filled(units), 0),
        List.of(
            "GATE=" + weights.gate(),
            "CANDIDATE=" + weights.candidate(),
            "OUTPUT=" + weights.output(),
            "PEEPHOLES=" + (weights.hasPeepholes() ? 1 : 0)),
        constants.toArray());
  }

  static DeviceModel rnn(RnnWeights weights) {
    LayerWeights layer = weights.layer();
    int size = layer.hiddenSize();
    return new DeviceModel(
        "rnn",
        size,
        layer.inputSize(),
        size,
        true,
        new Kept(0, 0, 0, 0),
        List.of("ACTIVATION=" + weights.activation()),
        new Constants()
            .joined(GateMatrix.ofInput(layer, 0, 1), GateMatrix.ofState(layer, 0, 1))
            .rows(1, layer.hiddenDiagonals())
            .toArray());
  }

  static DeviceModel lem(LemWeights weights) {
    int units = weights.hiddenSize();
    int inputs = weights.inputSize();
    int filled = Constants.filled(units);
    double[] ofInput = GateOrder.rearrange(weights.inputWeight(), "abyz", "abzy");
    double[] bias = GateOrder.rearrange(weights.inputBias(), "abyz", "abzy");
    double[] hidden = weights.hiddenWeight();
    double[] memory = weights.memoryWeight();
    GateMatrix inputsOfGates = rows(LEM_GATES, units, inputs, ofInput, bias, 0);
    GateMatrix inputsOfMemory = rows(1, units, inputs, ofInput, bias, LEM_GATES);
    double[] own = new double[units];
    Arrays.setAll(own, unit -> hidden[unit * units + unit]);
    return new DeviceModel(
        "lem",
        2 * units,
        inputs,
        units,
        true,
        new Kept(filled, OF_LEM * filled, OF_LEM * filled, 0),
        List.of(),
        new Constants()
            .joined(
                inputsOfGates,
                new GateMatrix(LEM_GATES, units, units, hidden, weights.hiddenBias()))
            .joined(inputsOfMemory, new GateMatrix(1, units, units, memory, weights.memoryBias()))
            .rows(1, own)
            .weights(1, units, crossed(units, memory, 0, hidden, 1))
            .weights(1, units, crossed(units, memory, 0, hidden, 2))
            .add(weights.timeStep(), 1 / weights.timeStep())
            .toArray());
  }

  static DeviceModel diagonalLinear(DiagonalLinear model) {
    int size = model.decay().length;
    return new DeviceModel(
        "diagonal_linear",
        size,
        model.inputSize(),
        size,
        false,
        new Kept(0, 0, 0, 0),
        List.of(),
        new Constants().add(model.decay()).add(model.bias()).add(model.inputWeight()).toArray());
  }

  /** The rows of some gates, from a gate on. */
  private static GateMatrix rows(
      int gates, int size, int columns, double[] weights, double[] bias, int from) {
    int to = from + gates;
    return new GateMatrix(
        gates,
        size,
        columns,
        Arrays.copyOfRange(weights, from * size * columns, to * size * columns),
        Arrays.copyOfRange(bias, from * size, to * size));
  }

  /** {@code V_ik W_ki}, {@code [size][size]}, with V and W of a gate of each of two matrices. */
  private static double[] crossed(
      int size, double[] first, int gateOfFirst, double[] second, int gateOfSecond) {
    double[] products = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        products[i * size + k] =
            first[(gateOfFirst * size + i) * size + k]
                * second[(gateOfSecond * size + k) * size + i];
      }
    }
    return products;
  }
}
