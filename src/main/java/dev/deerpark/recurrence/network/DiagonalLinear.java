// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;

/**
 * A diagonal linear recurrence, {@code s' = a * s + B x + b}, unit by unit: the core of a state
 * space model with real modes. Its Jacobian is {@code a} everywhere, so that the first update of a
 * method with diagonal Jacobians gives the answer, up to rounding.
 *
 * <p>Arrays are shared and never modified.
 *
 * @param inputSize numbers in an input, I, at least 0
 * @param decay a, {@code [D]}
 * @param inputWeight B, {@code [D][I]}, row-major
 * @param bias b, {@code [D]}
 */
public record DiagonalLinear(int inputSize, double[] decay, double[] inputWeight, double[] bias)
    implements RecurrenceSpec {
  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if the length of an array is not that of its shape
   */
  public DiagonalLinear {
    if (inputSize < 0 || decay.length < 1) {
      throw new IllegalArgumentException(
          "a diagonal recurrence of " + decay.length + " units and " + inputSize + " inputs");
    }
    LayerWeights.requireLength("the input weight", inputWeight, (long) decay.length * inputSize);
    LayerWeights.requireLength("the bias", bias, decay.length);
  }

  @Override
  public Recurrence build() {
    return new Walker();
  }

  private final class Walker implements Recurrence {
    private final Columns inputColumns = new Columns(inputWeight, inputSize);

    @Override
    public int stateSize() {
      return decay.length;
    }

    @Override
    public int inputSize() {
      return inputSize;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      System.arraycopy(bias, 0, next, 0, next.length);
      inputColumns.addProduct(input, next);
      for (int i = 0; i < next.length; i++) {
        next[i] += decay[i] * state[i];
      }
    }

    @Override
    public void jacobian(double[] state, double[] input, double[] jacobian) {
      int size = decay.length;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          jacobian[i * size + j] = i == j ? decay[i] : 0;
        }
      }
    }

    @Override
    public void diagonal(double[] state, double[] input, double[] diagonal) {
      System.arraycopy(decay, 0, diagonal, 0, diagonal.length);
    }
  }

  @Override
  public String description() {
    return "diagonal linear recurrence of " + decay.length + " units, " + inputSize + " inputs";
  }
}
