// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/**
 * The weights of one layer of PyTorch's {@code nn.GRU}, in its layout: the rows of the gates r
 * (reset), z (update) and n (candidate) stacked in this order. Arrays are shared and never
 * modified.
 *
 * @param inputSize numbers in an input, I, at least 0
 * @param hiddenSize numbers in a state, D, at least 1
 * @param inputWeight {@code weight_ih_l0}, {@code [3 D][I]}, row-major
 * @param hiddenWeight {@code weight_hh_l0}, {@code [3 D][D]}, row-major
 * @param inputBias {@code bias_ih_l0}, {@code [3 D]}
 * @param hiddenBias {@code bias_hh_l0}, {@code [3 D]}; its last third sits inside the reset product
 */
public record GruWeights(
    int inputSize,
    int hiddenSize,
    double[] inputWeight,
    double[] hiddenWeight,
    double[] inputBias,
    double[] hiddenBias)
    implements RecurrenceSpec {

  /** The gates r, z and n. */
  static final int GATES = 3;

  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if an array has not the length that its shape says
   */
  public GruWeights {
    if (inputSize < 0 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          "a GRU of " + hiddenSize + " units and " + inputSize + " inputs");
    }
    long rows = (long) GATES * hiddenSize;
    requireLength("the input weight", inputWeight, rows * inputSize);
    requireLength("the hidden weight", hiddenWeight, rows * hiddenSize);
    requireLength("the input bias", inputBias, rows);
    requireLength("the hidden bias", hiddenBias, rows);
  }

  @Override
  public Gru build() {
    return new Gru(this);
  }

  private static void requireLength(String what, double[] array, long length) {
    if (array.length != length) {
      throw new IllegalArgumentException(
          what + " of a GRU has " + array.length + " numbers instead of " + length);
    }
  }
}
