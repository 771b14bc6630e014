// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.network.GateSums.Row;

/**
 * The gated recurrent unit with its reset gate before the product, as it was first published
 * (ONNX's default, and Keras' with {@code reset_after=False}):
 *
 * <pre>
 *   r  = sigmoid(Wir x + bir + Whr h + bhr)
 *   z  = sigmoid(Wiz x + biz + Whz h + bhz)
 *   n  = tanh(Win x + bin + Whn (r h) + bhn)
 *   h' = (1 - z) n + z h
 * </pre>
 *
 * <p>The reset gates of all units act on each candidate, so its Jacobian has a product of matrices,
 * and its diagonal costs H^2:
 *
 * <pre>
 *   dh'_i / dh_j = b_i Whz_ij + z_i [i = j] + c_i (Whn_ij r_j + sum_k Whn_ik q_k Whr_kj)
 *   b = (h - n) z'      c = (1 - z) n'      q = h r'
 * </pre>
 *
 * <p>Source: Cho et al., EMNLP 2014 (arXiv 1406.1078), with the roles of {@code z} and {@code 1 -
 * z} exchanged.
 */
final class ResetBeforeGru implements Recurrence {
  private static final int RESET = 0;
  private static final int UPDATE = 1;
  private static final int CANDIDATE = 2;

  private final int size;
  private final GruWeights weights;
  private final LayerWeights layer;
  private final GatedCandidate gated;

  ResetBeforeGru(GruWeights weights) {
    this.weights = weights;
    this.layer = weights.layer();
    this.size = layer.hiddenSize();
    this.gated = new GatedCandidate(layer, RESET, CANDIDATE, weights.gate(), weights.candidate());
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
      double z = gated.gate(UPDATE, i);
      next[i] = (1 - z) * gated.candidate(i) + z * state[i];
    }
  }

  @Override
  public void jacobian(double[] state, double[] input, double[] jacobian) {
    gated.evaluate(state, input);
    for (int i = 0; i < size; i++) {
      derivativeRow(i, state, Row.whole(jacobian, i * size, size));
      jacobian[i * size + i] += gated.gate(UPDATE, i);
    }
  }

  @Override
  public void diagonal(double[] state, double[] input, double[] diagonal) {
    gated.evaluate(state, input);
    for (int i = 0; i < size; i++) {
      derivativeRow(i, state, Row.single(diagonal, i, i));
      diagonal[i] += gated.gate(UPDATE, i);
    }
  }

  private void derivativeRow(int i, double[] state, Row row) {
    double z = gated.gate(UPDATE, i);
    row.clear();
    gated.sums().addRow((state[i] - gated.candidate(i)) * weights.gate().slope(z), UPDATE, i, row);
    gated.addCandidateRow(1 - z, i, state, row);
  }
}
