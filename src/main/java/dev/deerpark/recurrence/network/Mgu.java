// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.network.GateSums.Row;

/**
 * The minimal gated unit: one gate both resets and updates.
 *
 * <pre>
 *   f  = sigmoid(Wif x + bif + Whf h + bhf)
 *   n  = tanh(Win x + bin + Whn (f h) + bhn)
 *   h' = (1 - f) h + f n
 *   dh'_i / dh_j = (1 - f_i) [i = j] + (n_i - h_i) f'_i Whf_ij + f_i dn_i / dh_j
 * </pre>
 *
 * <p>Source: Zhou, Wu, Zhang and Zhou, Minimal gated unit for recurrent neural networks, 2016
 * (arXiv 1603.09420).
 */
final class Mgu implements Recurrence {
  private static final int FORGET = 0;
  private static final int CANDIDATE = 1;

  private final LayerWeights layer;
  private final int size;
  private final GatedCandidate gated;

  Mgu(LayerWeights layer) {
    this.layer = layer;
    this.size = layer.hiddenSize();
    this.gated = new GatedCandidate(layer, FORGET, CANDIDATE, Activation.SIGMOID, Activation.TANH);
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
    gated.evaluate(state, input);
    for (int i = 0; i < size; i++) {
      double f = gated.gate(FORGET, i);
      next[i] = (1 - f) * state[i] + f * gated.candidate(i);
    }
  }

  @Override
  public void jacobian(double[] state, double[] input, double[] jacobian) {
    gated.evaluate(state, input);
    for (int i = 0; i < size; i++) {
      derivativeRow(i, state, Row.whole(jacobian, i * size, size));
      jacobian[i * size + i] += 1 - gated.gate(FORGET, i);
    }
  }

  @Override
  public void diagonal(double[] state, double[] input, double[] diagonal) {
    gated.evaluate(state, input);
    for (int i = 0; i < size; i++) {
      derivativeRow(i, state, Row.single(diagonal, i, i));
      diagonal[i] += 1 - gated.gate(FORGET, i);
    }
  }

  private void derivativeRow(int i, double[] state, Row row) {
    double f = gated.gate(FORGET, i);
    double slope = Activation.SIGMOID.slope(f);
    row.clear();
    gated.sums().addRow((gated.candidate(i) - state[i]) * slope, FORGET, i, row);
    gated.addCandidateRow(f, i, state, row);
  }
}
