// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.network.DiagonalLinear;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A diagonal linear recurrence, {@code s' = a s + B x + b}; its Jacobian is {@code a}. */
final class DiagonalLinearArrays implements ArrayCell {
  private final int inputSize;
  private final int units;
  private final INDArray decay;
  private final INDArray bias;
  private final INDArray ofInput;

  DiagonalLinearArrays(DiagonalLinear model) {
    this.inputSize = model.inputSize();
    this.units = model.decay().length;
    this.decay = Batch.everywhere(model.decay(), 0, units);
    this.bias = Batch.everywhere(model.bias(), 0, units);
    this.ofInput = inputSize == 0 ? null : Batch.matrix(model.inputWeight(), 0, units, inputSize);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int[] parts() {
    return new int[] {units};
  }

  @Override
  public void step(INDArray input, INDArray[] state) {
    state[0].muli(decay).addi(bias);
    if (inputSize > 0) {
      Nd4j.gemm(ofInput, input, state[0], false, false, 1, 1);
    }
  }

  @Override
  public void diagonal(INDArray[] product) {
    product[0].muli(decay);
  }

  @Override
  public void tangent(INDArray[] direction) {
    direction[0].muli(decay);
  }
}
