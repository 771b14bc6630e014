// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.network.GateSums.Row;

/**
 * PyTorch's long short-term memory, with peepholes P where there are any. The state is {@code (h,
 * c)}:
 *
 * <pre>
 *   i  = sigmoid(Wii x + bii + Whi h + bhi + Pi c)
 *   f  = sigmoid(Wif x + bif + Whf h + bhf + Pf c)
 *   g  = tanh(Wig x + big + Whg h + bhg)
 *   c' = f c + i g
 *   o  = sigmoid(Wio x + bio + Who h + bho + Po c')
 *   h' = o t,  t = tanh(c')
 * </pre>
 *
 * <p>With i', f', g', o' and t' the slopes of the activations, such as {@code i (1 - i)}:
 *
 * <pre>
 *   dc'_k / dh_j = (g i' Whi + c f' Whf + i g' Whg)_kj
 *   dc'_k / dc_k = f + g i' Pi + c f' Pf
 *   dh'_k / dh_j = e_k dc'_k / dh_j + (t o' Who)_kj
 *   dh'_k / dc_k = e_k dc'_k / dc_k
 *   e = o t' + t o' Po
 * </pre>
 *
 * <p>Sources: Hochreiter and Schmidhuber, Neural Computation 9(8), 1997; peepholes: Gers and
 * Schmidhuber, IJCNN 2000.
 */
final class Lstm implements Recurrence {
  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int CANDIDATE = 2;
  private static final int OUTPUT = 3;

  private final int size;
  private final LstmWeights weights;
  private final GateSums sums;

  /** {@code [3 H]}: zeros where the network has none. */
  private final double[] peepholes;

  private final double[] hidden;

  /** {@code [4 H]}: the gates. */
  private final double[] gates;

  /** {@code [H]}: t and c'. */
  private final double[] shown;

  private final double[] cells;

  Lstm(LstmWeights weights) {
    this.weights = weights;
    this.size = weights.layer().hiddenSize();
    this.sums = new GateSums(weights.layer());
    this.peepholes = weights.hasPeepholes() ? weights.peepholes() : new double[3 * size];
    this.hidden = new double[size];
    this.gates = new double[weights.layer().rows()];
    this.shown = new double[size];
    this.cells = new double[size];
  }

  @Override
  public int stateSize() {
    return 2 * size;
  }

  @Override
  public int inputSize() {
    return weights.layer().inputSize();
  }

  @Override
  public void step(double[] state, double[] input, double[] next) {
    evaluate(state, input);
    for (int k = 0; k < size; k++) {
      next[k] = gate(OUTPUT, k) * shown[k];
      next[size + k] = cells[k];
    }
  }

  @Override
  public void jacobian(double[] state, double[] input, double[] jacobian) {
    evaluate(state, input);
    int width = 2 * size;
    for (int k = 0; k < size; k++) {
      Row ofHidden = Row.whole(jacobian, k * width, width).clear();
      Row ofCell = Row.whole(jacobian, (size + k) * width, width).clear();
      double c = state[size + k];
      double e = byCell(k);
      Row byHidden = Row.whole(jacobian, ofHidden.at(), size);
      addCellRow(e, k, c, byHidden);
      addOutputRow(k, byHidden);
      addCellRow(1, k, c, Row.whole(jacobian, ofCell.at(), size));
      jacobian[ofHidden.at() + size + k] = e * cellByCell(k, c);
      jacobian[ofCell.at() + size + k] = cellByCell(k, c);
    }
  }

  @Override
  public void diagonal(double[] state, double[] input, double[] diagonal) {
    evaluate(state, input);
    for (int k = 0; k < size; k++) {
      double c = state[size + k];
      Row single = Row.single(diagonal, k, k).clear();
      addCellRow(byCell(k), k, c, single);
      addOutputRow(k, single);
      diagonal[size + k] = cellByCell(k, c);
    }
  }

  /** Computes the gates, c' and t of one step. */
  private void evaluate(double[] state, double[] input) {
    System.arraycopy(state, 0, hidden, 0, size);
    sums.ofBoth(input, hidden, gates);
    Activation gate = weights.gate();
    for (int k = 0; k < size; k++) {
      double c = state[size + k];
      int o = OUTPUT * size + k;
      gates[k] = gate.apply(gates[k] + peephole(0, k) * c);
      gates[size + k] = gate.apply(gates[size + k] + peephole(1, k) * c);
      gates[2 * size + k] = weights.candidate().apply(gates[2 * size + k]);
      cells[k] = gate(FORGET, k) * c + gate(INPUT, k) * gate(CANDIDATE, k);
      gates[o] = gate.apply(gates[o] + peephole(2, k) * cells[k]);
      shown[k] = weights.output().apply(cells[k]);
    }
  }

  private double gate(int gate, int unit) {
    return gates[gate * size + unit];
  }

  private double slope(int gate, int unit) {
    return weights.gate().slope(gate(gate, unit));
  }

  private double peephole(int which, int unit) {
    return peepholes[which * size + unit];
  }

  /** The factor e, with which h' follows c'. */
  private double byCell(int k) {
    return gate(OUTPUT, k) * weights.output().slope(shown[k])
        + shown[k] * slope(OUTPUT, k) * peephole(2, k);
  }

  private double cellByCell(int k, double c) {
    return gate(FORGET, k)
        + gate(CANDIDATE, k) * slope(INPUT, k) * peephole(0, k)
        + c * slope(FORGET, k) * peephole(1, k);
  }

  /** Adds a multiple of {@code dc'_k / dh}. */
  private void addCellRow(double factor, int k, double c, Row row) {
    double candidate = weights.candidate().slope(gate(CANDIDATE, k));
    sums.addRow(factor * gate(CANDIDATE, k) * slope(INPUT, k), INPUT, k, row);
    sums.addRow(factor * c * slope(FORGET, k), FORGET, k, row);
    sums.addRow(factor * gate(INPUT, k) * candidate, CANDIDATE, k, row);
  }

  private void addOutputRow(int k, Row row) {
    sums.addRow(shown[k] * slope(OUTPUT, k), OUTPUT, k, row);
  }
}
