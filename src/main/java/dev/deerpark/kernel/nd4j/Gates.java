// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.network.LayerWeights;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The sums of a layer's gates, each gate's with matrices of its own, so that no view is needed. */
final class Gates {
  private final LayerWeights layer;
  private final boolean hasInputs;
  private final INDArray[] ofInput;
  private final INDArray[] ofState;
  private final INDArray[] inputBias;
  private final INDArray[] hiddenBias;
  private final INDArray[] diagonals;

  Gates(LayerWeights layer) {
    this.layer = layer;
    int units = layer.hiddenSize();
    int inputs = layer.inputSize();
    this.hasInputs = inputs > 0;
    this.ofInput = new INDArray[layer.gates()];
    this.ofState = new INDArray[layer.gates()];
    this.inputBias = new INDArray[layer.gates()];
    this.hiddenBias = new INDArray[layer.gates()];
    this.diagonals = new INDArray[layer.gates()];
    double[] own = layer.hiddenDiagonals();
    for (int gate = 0; gate < layer.gates(); gate++) {
      if (hasInputs) {
        ofInput[gate] = Batch.matrix(layer.inputWeight(), gate * units * inputs, units, inputs);
      }
      ofState[gate] = Batch.matrix(layer.hiddenWeight(), gate * units * units, units, units);
      inputBias[gate] = Batch.everywhere(layer.inputBias(), gate * units, units);
      hiddenBias[gate] = Batch.everywhere(layer.hiddenBias(), gate * units, units);
      diagonals[gate] = Batch.everywhere(own, gate * units, units);
    }
  }

  /** Writes what the input gives to a gate, with its bias. */
  void ofInput(int gate, INDArray input, INDArray sum) {
    sum.assign(inputBias[gate]);
    if (hasInputs) {
      Nd4j.gemm(ofInput[gate], input, sum, false, false, 1, 1);
    }
  }

  /** Writes what the state gives to a gate, with its bias. */
  void ofState(int gate, INDArray state, INDArray sum) {
    sum.assign(hiddenBias[gate]);
    Nd4j.gemm(ofState[gate], state, sum, false, false, 1, 1);
  }

  /** Writes how a gate's sum moves with the state. */
  void ofDirection(int gate, INDArray direction, INDArray moved) {
    Nd4j.gemm(ofState[gate], direction, moved, false, false, 1, 0);
  }

  /** By which weight each unit sees itself in a gate, in every column. */
  INDArray diagonal(int gate) {
    return diagonals[gate];
  }

  /**
   * The matrix {@code [H][H]} whose entry (i, k) is that of a gate times the entry (k, i) of
   * another: by which a unit comes back to itself through both.
   */
  INDArray roundTrips(int gate, int other) {
    int units = layer.hiddenSize();
    double[] hidden = layer.hiddenWeight();
    double[] products = new double[units * units];
    for (int i = 0; i < units; i++) {
      for (int k = 0; k < units; k++) {
        products[i * units + k] =
            hidden[(gate * units + i) * units + k] * hidden[(other * units + k) * units + i];
      }
    }
    return Batch.matrix(products, 0, units, units);
  }
}
