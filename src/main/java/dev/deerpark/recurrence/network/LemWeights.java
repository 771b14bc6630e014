// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;

/**
 * A layer of long expressive memory: {@link Lem} has the equations. Its state is {@code (y, z)}, 2
 * H numbers. Arrays are shared and never modified.
 *
 * @param inputSize numbers in an input, I, at least 0
 * @param hiddenSize units, H, at least 1
 * @param timeStep dt, above 0: the largest time step of a unit
 * @param inputWeight V, {@code [4 H][I]}, row-major: for a, b, y and z, stacked in this order
 * @param inputBias {@code [4 H]}, stacked in the same way
 * @param hiddenWeight W, {@code [3 H][H]}, row-major: for a, b and z
 * @param hiddenBias {@code [3 H]}
 * @param memoryWeight U, {@code [H][H]}, row-major: from z to y
 * @param memoryBias {@code [H]}
 */
public record LemWeights(
    int inputSize,
    int hiddenSize,
    double timeStep,
    double[] inputWeight,
    double[] inputBias,
    double[] hiddenWeight,
    double[] hiddenBias,
    double[] memoryWeight,
    double[] memoryBias)
    implements RecurrenceSpec {
  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if the length of an array is not that of its shape, or the
   *     time step is not above 0
   */
  public LemWeights {
    if (inputSize < 0 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          "a long expressive memory of " + hiddenSize + " units and " + inputSize + " inputs");
    }
    if (!(timeStep > 0) || Double.isInfinite(timeStep)) {
      throw new IllegalArgumentException("a time step of " + timeStep + ", which is not above 0");
    }
    long size = hiddenSize;
    LayerWeights.requireLength("the input weight", inputWeight, 4 * size * inputSize);
    LayerWeights.requireLength("the input bias", inputBias, 4 * size);
    LayerWeights.requireLength("the hidden weight", hiddenWeight, 3 * size * size);
    LayerWeights.requireLength("the hidden bias", hiddenBias, 3 * size);
    LayerWeights.requireLength("the memory weight", memoryWeight, size * size);
    LayerWeights.requireLength("the memory bias", memoryBias, size);
  }

  @Override
  public Recurrence build() {
    return new Lem(this);
  }

  @Override
  public String description() {
    return "long expressive memory of "
        + hiddenSize
        + " units, "
        + inputSize
        + " inputs, time step "
        + timeStep;
  }
}
