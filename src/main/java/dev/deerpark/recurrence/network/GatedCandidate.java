// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.network.GateSums.Row;

/**
 * The gates of a step, and a candidate whose view of the state is multiplied by one of them, r:
 *
 * <pre>
 *   n = g(Win x + bin + Whn (r h) + bhn)
 *   dn_i / dh_j = n'_i (Whn_ij r_j + sum_k Whn_ik h_k r'_k Whr_kj)
 * </pre>
 *
 * <p>For one thread.
 */
final class GatedCandidate {
  private final int size;
  private final int through;
  private final int candidate;
  private final Activation ofGates;
  private final Activation ofCandidate;
  private final GateSums sums;

  /**
   * {@code [G H]}: the gates; the candidate's part holds its sum over the input until the candidate
   * is computed.
   */
  private final double[] gates;

  private final double[] hidden;
  private final double[] gated;

  /**
   * @param through the gate r
   * @param candidate the last gate of the layer
   */
  GatedCandidate(
      LayerWeights layer, int through, int candidate, Activation ofGates, Activation ofCandidate) {
    this.size = layer.hiddenSize();
    this.through = through;
    this.candidate = candidate;
    this.ofGates = ofGates;
    this.ofCandidate = ofCandidate;
    this.sums = new GateSums(layer);
    this.gates = new double[layer.rows()];
    this.hidden = new double[layer.rows()];
    this.gated = new double[size];
  }

  /** Computes the gates and the candidate of one step. */
  void evaluate(double[] state, double[] input) {
    sums.ofInput(input, gates);
    sums.ofState(state, hidden);
    int candidates = candidate * size;
    for (int i = 0; i < candidates; i++) {
      gates[i] = ofGates.apply(gates[i] + hidden[i]);
    }
    for (int i = 0; i < size; i++) {
      gated[i] = gate(through, i) * state[i];
    }
    sums.ofState(gated, hidden);
    for (int i = candidates; i < gates.length; i++) {
      gates[i] = ofCandidate.apply(gates[i] + hidden[i]);
    }
  }

  double gate(int gate, int unit) {
    return gates[gate * size + unit];
  }

  double candidate(int unit) {
    return gate(candidate, unit);
  }

  GateSums sums() {
    return sums;
  }

  /** Adds a multiple of the candidate's derivative with respect to the state. */
  void addCandidateRow(double factor, int unit, double[] state, Row row) {
    double slope = factor * ofCandidate.slope(candidate(unit));
    for (int j = row.from(); j < row.to(); j++) {
      row.jacobian()[row.at() + j - row.from()] +=
          slope * sums.weight(candidate, unit, j) * gate(through, j);
    }
    for (int k = 0; k < size; k++) {
      double q = state[k] * ofGates.slope(gate(through, k));
      sums.addRow(slope * sums.weight(candidate, unit, k) * q, through, k, row);
    }
  }
}
