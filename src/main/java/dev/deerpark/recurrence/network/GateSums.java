// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import java.util.Arrays;

/**
 * The sums that the gates of a layer get from the input and the state, stacked like its weights,
 * and the derivatives of these sums, which are rows of the weights. For one thread.
 */
final class GateSums {
  private final LayerWeights layer;
  private final Columns inputColumns;
  private final Columns hiddenColumns;
  private final double[] bias;

  GateSums(LayerWeights layer) {
    this.layer = layer;
    this.inputColumns = new Columns(layer.inputWeight(), layer.inputSize());
    this.hiddenColumns = new Columns(layer.hiddenWeight(), layer.hiddenSize());
    this.bias = layer.bias();
  }

  /** Writes {@code W x + b} of the input, {@code [G H]}. */
  void ofInput(double[] input, double[] sums) {
    System.arraycopy(layer.inputBias(), 0, sums, 0, sums.length);
    inputColumns.addProduct(input, sums);
  }

  /** Writes {@code W h + b} of the state, {@code [G H]}. */
  void ofState(double[] state, double[] sums) {
    System.arraycopy(layer.hiddenBias(), 0, sums, 0, sums.length);
    hiddenColumns.addProduct(state, sums);
  }

  /** Writes both together, {@code [G H]}: the biases, then the input, then the state. */
  void ofBoth(double[] input, double[] state, double[] sums) {
    System.arraycopy(bias, 0, sums, 0, sums.length);
    inputColumns.addProduct(input, sums);
    hiddenColumns.addProduct(state, sums);
  }

  /** A gate's row of the hidden weights times a vector {@code [H]}. */
  double product(int gate, int unit, double[] vector) {
    int size = layer.hiddenSize();
    int from = (gate * size + unit) * size;
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += layer.hiddenWeight()[from + j] * vector[j];
    }
    return sum;
  }

  /** The weight of another unit in a unit's gate. */
  double weight(int gate, int unit, int other) {
    int size = layer.hiddenSize();
    return layer.hiddenWeight()[(gate * size + unit) * size + other];
  }

  /** Some columns of a row of a Jacobian: {@code from <= j < to} go to {@code at + j - from}. */
  record Row(double[] jacobian, int at, int from, int to) {

    /** All columns of a row of {@code size} units. */
    static Row whole(double[] jacobian, int at, int size) {
      return new Row(jacobian, at, 0, size);
    }

    /** One column. */
    static Row single(double[] jacobian, int at, int column) {
      return new Row(jacobian, at, column, column + 1);
    }

    Row clear() {
      Arrays.fill(jacobian, at, at + to - from, 0);
      return this;
    }
  }

  /** Adds a multiple of a gate's row of the hidden weights. */
  void addRow(double factor, int gate, int unit, Row row) {
    int size = layer.hiddenSize();
    int weights = (gate * size + unit) * size + row.from();
    for (int j = 0; j < row.to() - row.from(); j++) {
      row.jacobian()[row.at() + j] += factor * layer.hiddenWeight()[weights + j];
    }
  }
}
