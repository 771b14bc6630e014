// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.network.GruWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A GRU with the reset gate after the product: {@code r, z} and {@code n = act(Win x + b + r m)}
 * with {@code m = Whn h + b}, {@code h' = n + z (h - n)}. Its Jacobian is {@code dh' = a (Whr dh) +
 * b (Whz dh) + c (Whn dh) + z dh}.
 */
final class GruArrays implements ArrayCell {
  private static final int R = 0;
  private static final int Z = 1;
  private static final int N = 2;

  private final GruWeights weights;
  private final Gates gates;
  private final INDArray r;
  private final INDArray z;
  private final INDArray n;
  private final INDArray m;
  private final INDArray a;
  private final INDArray b;
  private final INDArray c;
  private final INDArray sum;
  private final INDArray moved;

  GruArrays(GruWeights weights) {
    int units = weights.layer().hiddenSize();
    this.weights = weights;
    this.gates = new Gates(weights.layer());
    this.r = Batch.zeros(units);
    this.z = Batch.zeros(units);
    this.n = Batch.zeros(units);
    this.m = Batch.zeros(units);
    this.a = Batch.zeros(units);
    this.b = Batch.zeros(units);
    this.c = Batch.zeros(units);
    this.sum = Batch.zeros(units);
    this.moved = Batch.zeros(units);
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
    gate(R, input, h, r);
    gate(Z, input, h, z);
    gates.ofState(N, h, m);
    gates.ofInput(N, input, n);
    n.addi(r.muli(m, sum));
    ArrayActivations.apply(weights.candidate(), n);
    h.subi(n);
    setFactors(h);
    h.muli(z).addi(n);
  }

  private void gate(int gate, INDArray input, INDArray h, INDArray value) {
    gates.ofInput(gate, input, value);
    gates.ofState(gate, h, sum);
    value.addi(sum);
    ArrayActivations.apply(weights.gate(), value);
  }

  /**
   * @param above {@code h - n}
   */
  private void setFactors(INDArray above) {
    ArrayActivations.slopes(weights.gate(), z, b);
    b.muli(above);
    ArrayActivations.slopes(weights.candidate(), n, c);
    z.rsubi(1, sum);
    c.muli(sum);
    ArrayActivations.slopes(weights.gate(), r, a);
    a.muli(c).muli(m);
    c.muli(r);
  }

  @Override
  public void diagonal(INDArray[] product) {
    a.muli(gates.diagonal(R), sum).addi(z);
    sum.addi(b.muli(gates.diagonal(Z), moved));
    sum.addi(c.muli(gates.diagonal(N), moved));
    product[0].muli(sum);
  }

  @Override
  public void tangent(INDArray[] direction) {
    INDArray dh = direction[0];
    gates.ofDirection(R, dh, moved);
    a.muli(moved, sum);
    gates.ofDirection(Z, dh, moved);
    sum.addi(moved.muli(b));
    gates.ofDirection(N, dh, moved);
    sum.addi(moved.muli(c));
    dh.muli(z).addi(sum);
  }
}
