// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

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
 * <p>Its Jacobian is three scalings of the rows of the hidden weights, so that the diagonal needs
 * their diagonals alone:
 *
 * <pre>
 *   dh'_i / dh_j = a_i Whr_ij + b_i Whz_ij + c_i Whn_ij + z_i [i = j]
 *   a = (1 - z) (1 - n^2) m r (1 - r)
 *   b = (h - n) z (1 - z)
 *   c = (1 - z) (1 - n^2) r
 * </pre>
 *
 * <p>By the input it is the same with {@code Wir, Wiz, Win} and without the last {@code r}.
 */
public final class Gru implements Recurrence {
  private final int size;
  private final GruWeights weights;

  /** The columns of the weights, {@code [I][3 D]} and {@code [D][3 D]}. */
  private final double[][] inputColumns;

  private final double[][] hiddenColumns;

  /** {@code W x + b} of the input and of the state, {@code [3 D]}, stacked as the weights are. */
  private final double[] fromInput;

  private final double[] fromState;

  private final double[] reset;
  private final double[] update;
  private final double[] candidate;

  Gru(GruWeights weights) {
    this.weights = weights;
    this.size = weights.hiddenSize();
    this.inputColumns = columns(weights.inputWeight(), weights.inputSize());
    this.hiddenColumns = columns(weights.hiddenWeight(), size);
    this.fromInput = new double[GruWeights.GATES * size];
    this.fromState = new double[GruWeights.GATES * size];
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
    return weights.inputSize();
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
      derivativeRow(i, 0, size, state[i], jacobian, i * size);
      jacobian[i * size + i] += update[i];
    }
  }

  @Override
  public void diagonal(double[] state, double[] input, double[] diagonal) {
    evaluateGates(state, input);
    for (int i = 0; i < size; i++) {
      derivativeRow(i, i, i + 1, state[i], diagonal, i);
      diagonal[i] += update[i];
    }
  }

  /**
   * The derivative of one step by its input.
   *
   * @param jacobian {@code [D][I]} row-major, overwritten: row i, column k is {@code d next_i / d
   *     input_k}
   */
  void inputJacobian(double[] state, double[] input, double[] jacobian) {
    evaluateGates(state, input);
    int inputs = weights.inputSize();
    double[] w = weights.inputWeight();
    for (int i = 0; i < size; i++) {
      double candidateFactor = (1 - update[i]) * (1 - candidate[i] * candidate[i]);
      double resetFactor = candidateFactor * fromState[2 * size + i] * reset[i] * (1 - reset[i]);
      double updateFactor = (state[i] - candidate[i]) * update[i] * (1 - update[i]);
      for (int k = 0; k < inputs; k++) {
        jacobian[i * inputs + k] =
            resetFactor * w[i * inputs + k]
                + updateFactor * w[(size + i) * inputs + k]
                + candidateFactor * w[(2 * size + i) * inputs + k];
      }
    }
  }

  /** Computes the gates of one step, {@code reset}, {@code update} and {@code candidate}. */
  private void evaluateGates(double[] state, double[] input) {
    affine(inputColumns, input, weights.inputBias(), fromInput);
    affine(hiddenColumns, state, weights.hiddenBias(), fromState);
    for (int i = 0; i < size; i++) {
      reset[i] = sigmoid(fromInput[i] + fromState[i]);
      update[i] = sigmoid(fromInput[size + i] + fromState[size + i]);
      candidate[i] = Math.tanh(fromInput[2 * size + i] + reset[i] * fromState[2 * size + i]);
    }
  }

  /**
   * Writes {@code a_i Whr_ij + b_i Whz_ij + c_i Whn_ij} for columns {@code from <= j < to} to
   * {@code row} at {@code offset}.
   */
  private void derivativeRow(int i, int from, int to, double h, double[] row, int offset) {
    double r = reset[i];
    double z = update[i];
    double n = candidate[i];
    double c = (1 - z) * (1 - n * n) * r;
    double a = c * fromState[2 * size + i] * (1 - r);
    double b = (h - n) * z * (1 - z);
    double[] w = weights.hiddenWeight();
    int resetRow = i * size;
    int updateRow = (size + i) * size;
    int candidateRow = (2 * size + i) * size;
    for (int j = from; j < to; j++) {
      row[offset + j - from] = a * w[resetRow + j] + b * w[updateRow + j] + c * w[candidateRow + j];
    }
  }

  /**
   * Writes {@code W v + b}. Adding one scaled column after the other keeps the order of the sum
   * fixed and lets the compiler work on many rows at once.
   */
  private static void affine(double[][] columns, double[] vector, double[] bias, double[] result) {
    System.arraycopy(bias, 0, result, 0, result.length);
    for (int j = 0; j < columns.length; j++) {
      addScaled(columns[j], vector[j], result);
    }
  }

  private static void addScaled(double[] column, double factor, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += column[i] * factor;
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[][] columns(double[] matrix, int count) {
    double[][] columns = new double[count][];
    for (int j = 0; j < count; j++) {
      columns[j] = new double[matrix.length / count];
      for (int i = 0; i < columns[j].length; i++) {
        columns[j][i] = matrix[i * count + j];
      }
    }
    return columns;
  }
}
