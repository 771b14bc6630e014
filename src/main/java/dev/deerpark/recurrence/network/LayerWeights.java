// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import java.io.Serializable;
import java.util.Locale;

/**
 * The weights of one layer of a recurrent network in PyTorch's layout: the rows of its gates,
 * stacked gate after gate. Arrays are shared and never modified.
 *
 * @param gates G, how many gates are stacked, at least 1
 * @param inputSize numbers in an input, I, at least 0
 * @param hiddenSize units, H, at least 1
 * @param inputWeight {@code weight_ih_l0}, {@code [G H][I]}, row-major
 * @param hiddenWeight {@code weight_hh_l0}, {@code [G H][H]}, row-major
 * @param inputBias {@code bias_ih_l0}, {@code [G H]}
 * @param hiddenBias {@code bias_hh_l0}, {@code [G H]}
 */
public record LayerWeights(
    int gates,
    int inputSize,
    int hiddenSize,
    double[] inputWeight,
    double[] hiddenWeight,
    double[] inputBias,
    double[] hiddenBias)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if an array has not the length that its shape says
   */
  public LayerWeights {
    if (gates < 1 || inputSize < 0 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          "a layer of " + hiddenSize + " units, " + gates + " gates and " + inputSize + " inputs");
    }
    long rows = (long) gates * hiddenSize;
    requireLength("the input weight", inputWeight, rows * inputSize);
    requireLength("the hidden weight", hiddenWeight, rows * hiddenSize);
    requireLength("the input bias", inputBias, rows);
    requireLength("the hidden bias", hiddenBias, rows);
  }

  /** A layer without biases: they are zeros. */
  public static LayerWeights unbiased(
      int gates, int inputSize, int hiddenSize, double[] inputWeight, double[] hiddenWeight) {
    double[] zeros = new double[Math.multiplyExact(gates, hiddenSize)];
    return new LayerWeights(gates, inputSize, hiddenSize, inputWeight, hiddenWeight, zeros, zeros);
  }

  /** Rows of all gates together, {@code G H}. */
  public int rows() {
    return gates * hiddenSize;
  }

  /** The sum of both biases, {@code [G H]}, a fresh array. */
  public double[] bias() {
    double[] sum = inputBias.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += hiddenBias[i];
    }
    return sum;
  }

  /** The weight of each unit in its own gates, {@code [G H]}, a fresh array. */
  public double[] hiddenDiagonals() {
    double[] diagonals = new double[rows()];
    for (int row = 0; row < diagonals.length; row++) {
      diagonals[row] = hiddenWeight[row * hiddenSize + row % hiddenSize];
    }
    return diagonals;
  }

  /** Its sizes, for people. */
  String description() {
    return String.format(
        Locale.ROOT,
        "%,d units, %,d inputs, %,d parameters",
        hiddenSize,
        inputSize,
        inputWeight.length + hiddenWeight.length + inputBias.length + hiddenBias.length);
  }

  /**
   * @param kind of network, for the message
   * @throws IllegalArgumentException if the number of gates is not that of the network
   */
  void requireGates(int wanted, String kind) {
    if (gates != wanted) {
      throw new IllegalArgumentException(kind + " of " + gates + " gates instead of " + wanted);
    }
  }

  /**
   * @throws IllegalArgumentException if an array has another length
   */
  static void requireLength(String what, double[] array, long length) {
    if (array.length != length) {
      throw new IllegalArgumentException(
          what + " has " + array.length + " numbers instead of " + length);
    }
  }
}
