// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.network.LstmWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An LSTM: {@code c' = f c + i g}, {@code h' = o t} with {@code t = act(c')}. Its Jacobian is
 * {@code dc' = g i' (Whi dh) + c f' (Whf dh) + i g' (Whg dh) + k dc} and {@code dh' = e dc' + t o'
 * (Who dh)}, with {@code k = f + g i' Pi + c f' Pf} and {@code e = o t' + t o' Po}.
 */
final class LstmArrays implements ArrayCell {
  private static final int I = 0;
  private static final int F = 1;
  private static final int G = 2;
  private static final int O = 3;

  private final LstmWeights weights;
  private final Gates gates;

  /** What the gates i, f and o see of the cells, in every column; null where they see nothing. */
  private final INDArray[] peepholes;

  /** The gates. */
  private final INDArray[] values = new INDArray[4];

  /** By what the sum of each gate is multiplied in the Jacobian. */
  private final INDArray[] factors = new INDArray[4];

  private final INDArray t;
  private final INDArray k;
  private final INDArray e;
  private final INDArray sum;
  private final INDArray moved;

  LstmArrays(LstmWeights weights) {
    int units = weights.layer().hiddenSize();
    this.weights = weights;
    this.gates = new Gates(weights.layer());
    this.peepholes = peepholes(weights);
    for (int gate = 0; gate < values.length; gate++) {
      values[gate] = Batch.zeros(units);
      factors[gate] = Batch.zeros(units);
    }
    this.t = Batch.zeros(units);
    this.k = Batch.zeros(units);
    this.e = Batch.zeros(units);
    this.sum = Batch.zeros(units);
    this.moved = Batch.zeros(units);
  }

  private static INDArray[] peepholes(LstmWeights weights) {
    int units = weights.layer().hiddenSize();
    INDArray[] peepholes = new INDArray[4];
    for (int gate : weights.hasPeepholes() ? new int[] {I, F, O} : new int[0]) {
      int from = LstmWeights.PEEPHOLES.indexOf(LstmWeights.GATES.charAt(gate)) * units;
      peepholes[gate] = Batch.everywhere(weights.peepholes(), from, units);
    }
    return peepholes;
  }

  @Override
  public int inputSize() {
    return weights.layer().inputSize();
  }

  @Override
  public int[] parts() {
    int units = weights.layer().hiddenSize();
    return new int[] {units, units};
  }

  @Override
  public void step(INDArray input, INDArray[] state) {
    INDArray h = state[0];
    INDArray c = state[1];
    gate(I, input, h, c);
    gate(F, input, h, c);
    gate(G, input, h, c);
    slope(I, G);
    slope(G, I);
    ArrayActivations.slopes(weights.gate(), values[F], factors[F]);
    factors[F].muli(c);
    c.muli(values[F]).addi(values[I].muli(values[G], sum));
    gate(O, input, h, c);
    t.assign(c);
    ArrayActivations.apply(weights.output(), t);
    ArrayActivations.slopes(weights.gate(), values[O], factors[O]);
    factors[O].muli(t);
    setCellFactors();
    values[O].muli(t, h);
  }

  /**
   * @param c that the gate sees through its peephole
   */
  private void gate(int gate, INDArray input, INDArray h, INDArray c) {
    gates.ofInput(gate, input, values[gate]);
    gates.ofState(gate, h, sum);
    values[gate].addi(sum);
    if (peepholes[gate] != null) {
      values[gate].addi(peepholes[gate].muli(c, sum));
    }
    ArrayActivations.apply(gate == G ? weights.candidate() : weights.gate(), values[gate]);
  }

  /** The factor of a gate that multiplies another one. */
  private void slope(int gate, int other) {
    ArrayActivations.slopes(
        gate == G ? weights.candidate() : weights.gate(), values[gate], factors[gate]);
    factors[gate].muli(values[other]);
  }

  private void setCellFactors() {
    k.assign(values[F]);
    ArrayActivations.slopes(weights.output(), t, e);
    e.muli(values[O]);
    if (weights.hasPeepholes()) {
      k.addi(factors[I].muli(peepholes[I], sum));
      k.addi(factors[F].muli(peepholes[F], sum));
      e.addi(factors[O].muli(peepholes[O], sum));
    }
  }

  @Override
  public void diagonal(INDArray[] product) {
    factors[I].muli(gates.diagonal(I), sum);
    sum.addi(factors[F].muli(gates.diagonal(F), moved));
    sum.addi(factors[G].muli(gates.diagonal(G), moved)).muli(e);
    sum.addi(factors[O].muli(gates.diagonal(O), moved));
    product[0].muli(sum);
    product[1].muli(k);
  }

  @Override
  public void tangent(INDArray[] direction) {
    INDArray dh = direction[0];
    INDArray dc = direction[1];
    dc.muli(k);
    for (int gate : new int[] {I, F, G}) {
      gates.ofDirection(gate, dh, moved);
      dc.addi(moved.muli(factors[gate]));
    }
    gates.ofDirection(O, dh, moved);
    e.muli(dc, dh).addi(moved.muli(factors[O]));
  }
}
