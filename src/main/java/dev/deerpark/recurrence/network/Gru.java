// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.network.GateSums.Row;

/**
 * PyTorch's gated recurrent unit, written to be read:
 *
 * <pre>
 *   r  = sigmoid(Wir x + bir + Whr h + bhr)
 *   z  = sigmoid(Wiz x + biz + Whz h + bhz)
 *   m  = Whn h + bhn
 *   n  = tanh(Win x + bin + r m)
 *   h' = (1 - z) n + z h
 * </pre>
 *
 * <p>Its Jacobian is three scalings of the rows of the hidden weights, so that its diagonal needs
 * only their diagonals. With r', z' and n' the slopes of the activations, such as {@code r (1 -
 * r)}:
 *
 * <pre>
 *   dh'_i / dh_j = a_i Whr_ij + b_i Whz_ij + c_i Whn_ij + z_i [i = j]
 *   a = (1 - z) n' m r'
 *   b = (h - n) z'
 *   c = (1 - z) n' r
 * </pre>
 *
 * <p>The derivative with respect to the input is the same with {@code Wir, Wiz, Win} and without
 * the last {@code r}.
 */
final class Gru implements Recurrence {
  private static final int RESET = 0;
  private static final int UPDATE = 1;
  private static final int CANDIDATE = 2;

  private final int size;
  private final GruWeights weights;
  private final LayerWeights layer;
  private final GateSums sums;

  /** {@code W x + b} of the input and of the state, {@code [3 H]}, stacked as the weights are. */
  private final double[] fromInput;

  private final double[] fromState;

  private final double[] reset;
  private final double[] update;
  private final double[] candidate;

  Gru(GruWeights weights) {
    this.weights = weights;
    this.layer = weights.layer();
    this.size = layer.hiddenSize();
    this.sums = new GateSums(layer);
    this.fromInput = new double[layer.rows()];
    this.fromState = new double[layer.rows()];
    this.reset = new double[size];
    this.update = new double[size];
    this.candidate = new double[size];
  }

  @Override
  public int stateSize() {
    return size;
  }

  @Override
  public int inputSize() {
    return layer.inputSize();
  }

  @Override
  public void step(double[] state, double[] input, double[] next) {
    evaluateGates(state, input);
    for (int i = 0; i < size; i++) {
      next[i] = (1 - update[i]) * candidate[i] + update[i] * state[i];
    }
  }

  @Override
  public void jacobian(double[] state, double[] input, double[] jacobian) {
    evaluateGates(state, input);
    for (int i = 0; i < size; i++) {
      derivativeRow(i, state[i], Row.whole(jacobian, i * size, size));
      jacobian[i * size + i] += update[i];
    }
  }

  @Override
  public void diagonal(double[] state, double[] input, double[] diagonal) {
    evaluateGates(state, input);
    for (int i = 0; i < size; i++) {
      derivativeRow(i, state[i], Row.single(diagonal, i, i));
      diagonal[i] += update[i];
    }
  }

  /**
   * The derivative of one step with respect to its input.
   *
   * @param jacobian {@code [H][I]} row-major, overwritten: row i, column k is {@code d next_i / d
   *     input_k}
   */
  void inputJacobian(double[] state, double[] input, double[] jacobian) {
    evaluateGates(state, input);
    int inputs = layer.inputSize();
    double[] w = layer.inputWeight();
    for (int i = 0; i < size; i++) {
      double byCandidate = byCandidate(i);
      double a = byReset(i);
      double b = byUpdate(i, state[i]);
      for (int k = 0; k < inputs; k++) {
        jacobian[i * inputs + k] =
            a * w[i * inputs + k]
                + b * w[(size + i) * inputs + k]
                + byCandidate * w[(2 * size + i) * inputs + k];
      }
    }
  }

  /** Computes the gates of one step, {@code reset}, {@code update} and {@code candidate}. */
  private void evaluateGates(double[] state, double[] input) {
    sums.ofInput(input, fromInput);
    sums.ofState(state, fromState);
    Activation gate = weights.gate();
    for (int i = 0; i < size; i++) {
      reset[i] = gate.apply(fromInput[i] + fromState[i]);
      update[i] = gate.apply(fromInput[size + i] + fromState[size + i]);
      candidate[i] =
          weights.candidate().apply(fromInput[2 * size + i] + reset[i] * fromState[2 * size + i]);
    }
  }

  /** Writes {@code a_i Whr_ij + b_i Whz_ij + c_i Whn_ij}. */
  private void derivativeRow(int i, double h, Row row) {
    row.clear();
    sums.addRow(byReset(i), RESET, i, row);
    sums.addRow(byUpdate(i, h), UPDATE, i, row);
    sums.addRow(byCandidate(i) * reset[i], CANDIDATE, i, row);
  }

  private double byCandidate(int i) {
    return (1 - update[i]) * weights.candidate().slope(candidate[i]);
  }

  private double byReset(int i) {
    return byCandidate(i) * fromState[2 * size + i] * weights.gate().slope(reset[i]);
  }

  private double byUpdate(int i, double h) {
    return (h - candidate[i]) * weights.gate().slope(update[i]);
  }
}
