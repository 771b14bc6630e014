// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Recurrence;

/**
 * Long expressive memory, two coupled states with time steps of their own. The state is {@code (y,
 * z)}:
 *
 * <pre>
 *   a  = dt sigmoid(Va x + Wa y)
 *   b  = dt sigmoid(Vb x + Wb y)
 *   m  = tanh(Vz x + Wz y)
 *   z' = (1 - b) z + b m
 *   q  = tanh(Vy x + U z')
 *   y' = (1 - a) y + a q
 * </pre>
 *
 * <p>where each product has a bias. With {@code a' = a (1 - a / dt)}, b' the same, {@code m' = 1 -
 * m^2} and q' the same:
 *
 * <pre>
 *   dz'_i / dy_j = (m - z)_i b'_i Wb_ij + b_i m'_i Wz_ij
 *   dz'_i / dz_i = 1 - b_i
 *   dy'_i / dy_j = (1 - a_i) [i = j] + (q - y)_i a'_i Wa_ij + a_i q'_i sum_k U_ik dz'_k / dy_j
 *   dy'_i / dz_j = a_i q'_i U_ij (1 - b_j)
 * </pre>
 *
 * <p>Source: Rusch, Mishra, Erichson and Mahoney, Long expressive memory for sequence modeling,
 * ICLR 2022 (arXiv 2110.04744); weights are stacked as in its authors' implementation.
 */
final class Lem implements Recurrence {
  private final LemWeights weights;
  private final int size;
  private final Columns inputColumns;
  private final Columns hiddenColumns;
  private final Columns memoryColumns;
  private final double[] fromInput;
  private final double[] fromState;
  private final double[] a;
  private final double[] b;
  private final double[] m;
  private final double[] q;
  private final double[] y;

  /** z'. */
  private final double[] memory;

  Lem(LemWeights weights) {
    this.weights = weights;
    this.size = weights.hiddenSize();
    this.inputColumns = new Columns(weights.inputWeight(), weights.inputSize());
    this.hiddenColumns = new Columns(weights.hiddenWeight(), size);
    this.memoryColumns = new Columns(weights.memoryWeight(), size);
    this.fromInput = new double[4 * size];
    this.fromState = new double[3 * size];
    this.a = new double[size];
    this.b = new double[size];
    this.m = new double[size];
    this.q = new double[size];
    this.y = new double[size];
    this.memory = new double[size];
  }

  @Override
  public int stateSize() {
    return 2 * size;
  }

  @Override
  public int inputSize() {
    return weights.inputSize();
  }

  @Override
  public void step(double[] state, double[] input, double[] next) {
    evaluate(state, input);
    for (int i = 0; i < size; i++) {
      next[i] = (1 - a[i]) * state[i] + a[i] * q[i];
      next[size + i] = memory[i];
    }
  }

  @Override
  public void jacobian(double[] state, double[] input, double[] jacobian) {
    evaluate(state, input);
    int width = 2 * size;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        jacobian[(size + i) * width + j] = memoryByHidden(i, j, state);
        jacobian[(size + i) * width + size + j] = i == j ? 1 - b[i] : 0;
        jacobian[i * width + size + j] = byMemory(i) * u(i, j) * (1 - b[j]);
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
          sum += u(i, k) * jacobian[(size + k) * width + j];
        }
        jacobian[i * width + j] = hiddenByHidden(i, j, state, sum);
      }
    }
  }

  @Override
  public void diagonal(double[] state, double[] input, double[] diagonal) {
    evaluate(state, input);
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int k = 0; k < size; k++) {
        sum += u(i, k) * memoryByHidden(k, i, state);
      }
      diagonal[i] = hiddenByHidden(i, i, state, sum);
      diagonal[size + i] = 1 - b[i];
    }
  }

  private void evaluate(double[] state, double[] input) {
    System.arraycopy(state, 0, y, 0, size);
    System.arraycopy(weights.inputBias(), 0, fromInput, 0, fromInput.length);
    inputColumns.addProduct(input, fromInput);
    System.arraycopy(weights.hiddenBias(), 0, fromState, 0, fromState.length);
    hiddenColumns.addProduct(y, fromState);
    for (int i = 0; i < size; i++) {
      a[i] = step(fromInput[i] + fromState[i]);
      b[i] = step(fromInput[size + i] + fromState[size + i]);
      m[i] = Math.tanh(fromInput[3 * size + i] + fromState[2 * size + i]);
      memory[i] = (1 - b[i]) * state[size + i] + b[i] * m[i];
    }
    System.arraycopy(weights.memoryBias(), 0, q, 0, size);
    memoryColumns.addProduct(memory, q);
    for (int i = 0; i < size; i++) {
      q[i] = Math.tanh(fromInput[2 * size + i] + q[i]);
    }
  }

  private double step(double sum) {
    return weights.timeStep() * Activation.SIGMOID.apply(sum);
  }

  private double memoryByHidden(int i, int j, double[] state) {
    return (m[i] - state[size + i]) * slope(b[i]) * w(1, i, j)
        + b[i] * Activation.TANH.slope(m[i]) * w(2, i, j);
  }

  /**
   * @param throughMemory {@code sum_k U_ik dz'_k / dy_j}
   */
  private double hiddenByHidden(int i, int j, double[] state, double throughMemory) {
    return (i == j ? 1 - a[i] : 0)
        + (q[i] - state[i]) * slope(a[i]) * w(0, i, j)
        + byMemory(i) * throughMemory;
  }

  private double byMemory(int i) {
    return a[i] * Activation.TANH.slope(q[i]);
  }

  private double slope(double step) {
    return step * (1 - step / weights.timeStep());
  }

  private double w(int gate, int i, int j) {
    return weights.hiddenWeight()[(gate * size + i) * size + j];
  }

  private double u(int i, int j) {
    return weights.memoryWeight()[i * size + j];
  }
}
