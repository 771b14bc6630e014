// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.network.RnnWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Plain recurrent units, {@code h' = act(W x + b + U h + d)}; their Jacobian is {@code act' U}. */
final class RnnArrays implements ArrayCell {
  private final RnnWeights weights;
  private final Gates gates;
  private final INDArray slopes;
  private final INDArray sum;

  RnnArrays(RnnWeights weights) {
    int units = weights.layer().hiddenSize();
    this.weights = weights;
    this.gates = new Gates(weights.layer());
    this.slopes = Batch.zeros(units);
    this.sum = Batch.zeros(units);
  }

  @Override
  public int inputSize() {
    return weights.layer().inputSize();
  }

  @Override
  public int[] parts() {
    return new int[] {weights.layer().hiddenSize()};
  }

  @Override
  public void step(INDArray input, INDArray[] state) {
    INDArray h = state[0];
    gates.ofState(0, h, sum);
    gates.ofInput(0, input, h);
    h.addi(sum);
    ArrayActivations.apply(weights.activation(), h);
    ArrayActivations.slopes(weights.activation(), h, slopes);
  }

  @Override
  public void diagonal(INDArray[] product) {
    product[0].muli(slopes).muli(gates.diagonal(0));
  }

  @Override
  public void tangent(INDArray[] direction) {
    gates.ofDirection(0, direction[0], sum);
    slopes.muli(sum, direction[0]);
  }
}
