// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.Recurrence;

/**
 * A GRU whose output, with noise, is its next input. The state is {@code (x, h)}, 1 + H numbers;
 * the input is the noise of the step:
 *
 * <pre>
 *   h'      = GRU(x, h)
 *   (mu, a) = W h' + skip x + bias
 *   x'      = mu + softplus(a) noise        softplus(a) = log(1 + exp(a))
 * </pre>
 *
 * <p>With {@code v = W_mu + s W_a} and {@code s = sigmoid(a) noise}, the factor by which x' depends
 * on a:
 *
 * <pre>
 *   dx'/dx = v . dh'/dx + skip_mu + s skip_a      dx'/dh = v . dh'/dh
 * </pre>
 *
 * <p>Source: Gonzalez, Warrington, Smith and Linderman, NeurIPS 2024 (arXiv 2407.19115), the noisy
 * sine wave.
 */
final class AutoregressiveGru implements Recurrence {
  private final Gru cell;
  private final int units;
  private final Readout readout;
  private final double[] skip;

  private final double[] x = new double[1];
  private final double[] hidden;
  private final double[] nextHidden;
  private final double[] output = new double[AutoregressiveGruWeights.OUTPUTS];
  private final double[] byInput;
  private final double[] byHidden;
  private final double[] hiddenDiagonal;

  AutoregressiveGru(AutoregressiveGruWeights weights) {
    this.cell = new Gru(weights.cell());
    this.units = weights.cell().layer().hiddenSize();
    this.readout = weights.readout();
    this.skip = weights.skip();
    this.hidden = new double[units];
    this.nextHidden = new double[units];
    this.byInput = new double[units];
    this.byHidden = new double[Math.multiplyExact(units, units)];
    this.hiddenDiagonal = new double[units];
  }

  @Override
  public int stateSize() {
    return 1 + units;
  }

  @Override
  public int inputSize() {
    return 1;
  }

  @Override
  public void step(double[] state, double[] input, double[] next) {
    evaluate(state);
    next[0] = output[0] + softplus(output[1]) * input[0];
    System.arraycopy(nextHidden, 0, next, 1, units);
  }

  @Override
  public void jacobian(double[] state, double[] input, double[] jacobian) {
    evaluate(state);
    cell.inputJacobian(hidden, x, byInput);
    cell.jacobian(hidden, x, byHidden);
    double spread = sigmoid(output[1]) * input[0];
    int size = 1 + units;
    jacobian[0] = byX(spread);
    for (int j = 0; j < units; j++) {
      double sum = 0;
      for (int i = 0; i < units; i++) {
        sum += weight(i, spread) * byHidden[i * units + j];
      }
      jacobian[1 + j] = sum;
    }
    for (int i = 0; i < units; i++) {
      jacobian[(1 + i) * size] = byInput[i];
      System.arraycopy(byHidden, i * units, jacobian, (1 + i) * size + 1, units);
    }
  }

  @Override
  public void diagonal(double[] state, double[] input, double[] diagonal) {
    evaluate(state);
    cell.inputJacobian(hidden, x, byInput);
    cell.diagonal(hidden, x, hiddenDiagonal);
    diagonal[0] = byX(sigmoid(output[1]) * input[0]);
    System.arraycopy(hiddenDiagonal, 0, diagonal, 1, units);
  }

  /** Splits the state and computes {@code h'} and {@code (mu, a)} into the scratch arrays. */
  private void evaluate(double[] state) {
    x[0] = state[0];
    System.arraycopy(state, 1, hidden, 0, units);
    cell.step(hidden, x, nextHidden);
    readout.apply(nextHidden, output);
    for (int i = 0; i < output.length; i++) {
      output[i] += skip[i] * x[0];
    }
  }

  private double byX(double spread) {
    double sum = skip[0] + spread * skip[1];
    for (int i = 0; i < units; i++) {
      sum += weight(i, spread) * byInput[i];
    }
    return sum;
  }

  /** The derivative of x' with respect to unit i of {@code h'}. */
  private double weight(int i, double spread) {
    return readout.weight()[i] + spread * readout.weight()[units + i];
  }

  /** Without overflow for large numbers, and without loss of digits for very negative ones. */
  private static double softplus(double a) {
    return Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
  }

  private static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }
}
