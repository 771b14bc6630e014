// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LemWeights;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Long expressive memory, {@code z' = z + b (m - z)} and {@code y' = y + a (q - y)}, where {@code
 * a}, {@code b} and {@code m} see y, and {@code q} sees z'. With the factors {@code e = (q - y)
 * da}, {@code f = (m - z) db}, {@code g = b dm} and {@code k = a dq} of the derivatives:
 *
 * <pre>
 *   dz' = (1 - b) dz + f (Wb dy) + g (Wz dy)
 *   dy' = (1 - a) dy + e (Wa dy) + k (U dz')
 * </pre>
 */
final class LemArrays implements ArrayCell {
  private static final int A = 0;
  private static final int B = 1;
  private static final int Q = 2;
  private static final int M = 3;

  private final LemWeights weights;
  private final Gates gates;
  private final INDArray throughStep;
  private final INDArray throughMemory;
  private final INDArray a;
  private final INDArray b;
  private final INDArray m;
  private final INDArray q;
  private final INDArray e;
  private final INDArray f;
  private final INDArray g;
  private final INDArray k;
  private final INDArray sum;
  private final INDArray moved;

  LemArrays(LemWeights weights) {
    int units = weights.hiddenSize();
    this.weights = weights;
    this.gates = new Gates(layer(weights));
    this.throughStep = gates.roundTrips(Q, B);
    this.throughMemory = gates.roundTrips(Q, M);
    this.a = Batch.zeros(units);
    this.b = Batch.zeros(units);
    this.m = Batch.zeros(units);
    this.q = Batch.zeros(units);
    this.e = Batch.zeros(units);
    this.f = Batch.zeros(units);
    this.g = Batch.zeros(units);
    this.k = Batch.zeros(units);
    this.sum = Batch.zeros(units);
    this.moved = Batch.zeros(units);
  }

  /** As one layer of four gates, of which q sees z' where the others see y. */
  private static LayerWeights layer(LemWeights weights) {
    int units = weights.hiddenSize();
    return new LayerWeights(
        4,
        weights.inputSize(),
        units,
        weights.inputWeight(),
        inserted(weights.hiddenWeight(), 2 * units * units, weights.memoryWeight()),
        weights.inputBias(),
        inserted(weights.hiddenBias(), 2 * units, weights.memoryBias()));
  }

  private static double[] inserted(double[] numbers, int at, double[] more) {
    double[] all = Arrays.copyOf(numbers, numbers.length + more.length);
    System.arraycopy(more, 0, all, at, more.length);
    System.arraycopy(numbers, at, all, at + more.length, numbers.length - at);
    return all;
  }

  @Override
  public int inputSize() {
    return weights.inputSize();
  }

  @Override
  public int[] parts() {
    return new int[] {weights.hiddenSize(), weights.hiddenSize()};
  }

  @Override
  public void step(INDArray input, INDArray[] state) {
    INDArray y = state[0];
    INDArray z = state[1];
    gate(A, input, y, a, Activation.SIGMOID);
    gate(B, input, y, b, Activation.SIGMOID);
    gate(M, input, y, m, Activation.TANH);
    ArrayActivations.slopes(Activation.SIGMOID, b, f);
    ArrayActivations.slopes(Activation.TANH, m, g);
    b.muli(weights.timeStep());
    g.muli(b);
    m.subi(z);
    f.muli(m).muli(weights.timeStep());
    z.addi(b.muli(m, sum));
    gate(Q, input, z, q, Activation.TANH);
    ArrayActivations.slopes(Activation.SIGMOID, a, e);
    ArrayActivations.slopes(Activation.TANH, q, k);
    a.muli(weights.timeStep());
    k.muli(a);
    q.subi(y);
    e.muli(q).muli(weights.timeStep());
    y.addi(a.muli(q, sum));
  }

  private void gate(
      int gate, INDArray input, INDArray state, INDArray value, Activation activation) {
    gates.ofInput(gate, input, value);
    gates.ofState(gate, state, sum);
    value.addi(sum);
    ArrayActivations.apply(activation, value);
  }

  @Override
  public void diagonal(INDArray[] product) {
    Nd4j.gemm(throughStep, f, sum, false, false, 1, 0);
    Nd4j.gemm(throughMemory, g, sum, false, false, 1, 1);
    sum.muli(k);
    sum.addi(e.muli(gates.diagonal(A), moved)).addi(a.rsubi(1, moved));
    product[0].muli(sum);
    product[1].muli(b.rsubi(1, moved));
  }

  @Override
  public void tangent(INDArray[] direction) {
    INDArray dy = direction[0];
    INDArray dz = direction[1];
    dz.muli(b.rsubi(1, moved));
    gates.ofDirection(B, dy, moved);
    dz.addi(moved.muli(f));
    gates.ofDirection(M, dy, moved);
    dz.addi(moved.muli(g));
    gates.ofDirection(A, dy, moved);
    dy.muli(a.rsubi(1, sum)).addi(moved.muli(e));
    gates.ofDirection(Q, dz, moved);
    dy.addi(moved.muli(k));
  }
}
