// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.recurrence.network.LayerWeights;
import java.util.Arrays;

/**
 * The weights of an affine map {@code W v + b}, as PyTorch stacks them: the rows gate after gate.
 * Arrays are shared and never modified.
 *
 * @param gates G, the number of stacked gates
 * @param size D, the rows of one gate
 * @param columns C, numbers in {@code v}, may be 0
 * @param weights {@code [G D][C]}, row-major
 * @param bias {@code [G D]}
 */
public record GateMatrix(int gates, int size, int columns, double[] weights, double[] bias) {

  /** The map from the input to some of a layer's gates, with its bias. */
  public static GateMatrix ofInput(LayerWeights layer, int from, int to) {
    return rows(layer, from, to, layer.inputSize(), layer.inputWeight(), layer.inputBias());
  }

  /** The map from the state to some of a layer's gates, with its bias. */
  public static GateMatrix ofState(LayerWeights layer, int from, int to) {
    return rows(layer, from, to, layer.hiddenSize(), layer.hiddenWeight(), layer.hiddenBias());
  }

  private static GateMatrix rows(
      LayerWeights layer, int from, int to, int columns, double[] weights, double[] bias) {
    int size = layer.hiddenSize();
    return new GateMatrix(
        to - from,
        size,
        columns,
        Arrays.copyOfRange(weights, from * size * columns, to * size * columns),
        Arrays.copyOfRange(bias, from * size, to * size));
  }

  /** The map of both vectors together, {@code (v, w)}: the columns of this and of another. */
  public GateMatrix beside(GateMatrix other) {
    int width = columns + other.columns;
    double[] joined = new double[Math.multiplyExact(rows(), width)];
    double[] sum = bias.clone();
    for (int row = 0; row < rows(); row++) {
      System.arraycopy(weights, row * columns, joined, row * width, columns);
      System.arraycopy(
          other.weights, row * other.columns, joined, row * width + columns, other.columns);
      sum[row] += other.bias[row];
    }
    return new GateMatrix(gates, size, width, joined, sum);
  }

  /** Rows of all gates together. */
  public int rows() {
    return gates * size;
  }
}
