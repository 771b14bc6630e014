// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model's arithmetic over a batch of walks. A state is kept in parts, such as an LSTM's units and
 * cells: arrays {@code [H][W]} with a walk in each column, column-major.
 */
interface ArrayCell {

  /** Numbers in an input, I. */
  int inputSize();

  /** The numbers of each part of a state. */
  int[] parts();

  /**
   * One step, which keeps what the derivatives need.
   *
   * @param input {@code [max(I, 1)][W]}, not modified
   * @param state before the step, overwritten with the state after it
   */
  void step(INDArray input, INDArray[] state);

  /** Multiplies by the diagonal of the Jacobian of the last step, in place. */
  void diagonal(INDArray[] product);

  /** Multiplies the Jacobian of the last step by a direction in each column, in place. */
  void tangent(INDArray[] direction);
}
