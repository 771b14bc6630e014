// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.MguWeights;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A GRU with the reset gate before the product: {@code n = act(Win x + Whn (r h) + b)}, {@code h' =
 * n + z (h - n)}. Its Jacobian is {@code dh' = c Whn (r dh + q (Whr dh)) + b (Whz dh) + z dh} with
 * {@code q = h r'}, {@code b = (h - n) z'} and {@code c = (1 - z) n'}.
 */
final class ResetBeforeGruArrays implements ArrayCell {
  private static final int R = 0;
  private static final int Z = 1;
  private static final int N = 2;

  private final GruWeights weights;
  private final Gates gates;

  private final INDArray roundTrips;

  private final INDArray r;
  private final INDArray z;
  private final INDArray n;
  private final INDArray q;
  private final INDArray b;
  private final INDArray c;
  private final INDArray sum;
  private final INDArray moved;
  private final INDArray reset;

  /**
   * A minimal gated unit: its gate f resets, and {@code 1 - f}, which is f of the negative sum,
   * updates.
   */
  static ResetBeforeGruArrays of(MguWeights minimal) {
    LayerWeights layer = minimal.layer();
    LayerWeights three =
        new LayerWeights(
            3,
            layer.inputSize(),
            layer.hiddenSize(),
            withNegative(layer.inputWeight()),
            withNegative(layer.hiddenWeight()),
            withNegative(layer.inputBias()),
            withNegative(layer.hiddenBias()));
    return new ResetBeforeGruArrays(
        new GruWeights(three, false, Activation.SIGMOID, Activation.TANH));
  }

  /** Of two halves the first, its negative, and the second. */
  private static double[] withNegative(double[] halves) {
    int half = halves.length / 2;
    double[] thirds = Arrays.copyOf(halves, 3 * half);
    for (int i = 0; i < half; i++) {
      thirds[half + i] = -halves[i];
    }
    System.arraycopy(halves, half, thirds, 2 * half, half);
    return thirds;
  }

  ResetBeforeGruArrays(GruWeights weights) {
    int units = weights.layer().hiddenSize();
    this.weights = weights;
    this.gates = new Gates(weights.layer());
    this.roundTrips = gates.roundTrips(N, R);
    this.r = Batch.zeros(units);
    this.z = Batch.zeros(units);
    this.n = Batch.zeros(units);
    this.q = Batch.zeros(units);
    this.b = Batch.zeros(units);
    this.c = Batch.zeros(units);
    this.sum = Batch.zeros(units);
    this.moved = Batch.zeros(units);
    this.reset = Batch.zeros(units);
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
    gate(R, input, h, r, weights);
    gate(Z, input, h, z, weights);
    gates.ofInput(N, input, n);
    gates.ofState(N, r.muli(h, reset), sum);
    n.addi(sum);
    ArrayActivations.apply(weights.candidate(), n);
    ArrayActivations.slopes(weights.gate(), r, q);
    q.muli(h);
    h.subi(n);
    ArrayActivations.slopes(weights.gate(), z, b);
    b.muli(h);
    ArrayActivations.slopes(weights.candidate(), n, c);
    c.muli(z.rsubi(1, sum));
    h.muli(z).addi(n);
  }

  private void gate(int gate, INDArray input, INDArray h, INDArray value, GruWeights weights) {
    gates.ofInput(gate, input, value);
    gates.ofState(gate, h, sum);
    value.addi(sum);
    ArrayActivations.apply(weights.gate(), value);
  }

  @Override
  public void diagonal(INDArray[] product) {
    Nd4j.gemm(roundTrips, q, sum, false, false, 1, 0);
    sum.addi(r.muli(gates.diagonal(N), moved)).muli(c);
    sum.addi(b.muli(gates.diagonal(Z), moved)).addi(z);
    product[0].muli(sum);
  }

  @Override
  public void tangent(INDArray[] direction) {
    INDArray dh = direction[0];
    gates.ofDirection(R, dh, moved);
    moved.muli(q).addi(r.muli(dh, reset));
    gates.ofDirection(N, moved, sum);
    sum.muli(c);
    gates.ofDirection(Z, dh, moved);
    sum.addi(moved.muli(b));
    dh.muli(z).addi(sum);
  }
}
