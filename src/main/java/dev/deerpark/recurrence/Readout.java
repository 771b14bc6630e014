// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import dev.deerpark.base.Numbers;
import java.io.Serializable;

/**
 * A linear output of every state, {@code y = W s + b}.
 *
 * @param outputSize numbers in an output, at least 1
 * @param weight {@code [outputSize][D]}, row-major; not modified
 * @param bias {@code [outputSize]}; not modified
 */
public record Readout(int outputSize, double[] weight, double[] bias) implements Serializable {

  public Readout {
    if (outputSize < 1 || bias.length != outputSize || weight.length % outputSize != 0) {
      throw new IllegalArgumentException(
          "a readout of " + outputSize + " numbers with mismatched weights");
    }
  }

  /** The state size that this readout takes. */
  public int stateSize() {
    return weight.length / outputSize;
  }

  /**
   * The readout whose outputs are {@code y std + mean} of this one's: {@code W' = std W, b' = std b
   * + mean}, each product and sum rounded to double. Its outputs differ from {@code y std + mean}
   * by a few units in the last place of the largest term.
   *
   * @param target as many means and deviations as there are outputs
   */
  Readout restoring(Normalisation target) {
    double[] scaled = new double[weight.length];
    double[] moved = new double[outputSize];
    for (int i = 0; i < outputSize; i++) {
      double std = target.std()[i];
      for (int j = i * stateSize(); j < (i + 1) * stateSize(); j++) {
        scaled[j] = std * weight[j];
      }
      moved[i] = std * bias[i] + target.mean()[i];
    }
    return new Readout(outputSize, scaled, moved);
  }

  /**
   * Writes {@code W state + b}, summed in double, to {@code output}.
   *
   * @param states holds the state {@code [D]} from {@code at} on, not modified
   * @param output {@code [outputSize]}, written
   */
  public void apply(Numbers states, int at, Numbers output) {
    for (int i = 0; i < outputSize; i++) {
      output.set(i, output(i, states, at));
    }
  }

  /** One of the outputs: four sums, which do not wait for each other. */
  private double output(int i, Numbers states, int at) {
    int size = stateSize();
    int row = i * size;
    double a = bias[i];
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 4 <= size; j += 4) {
      a = Math.fma(weight[row + j], states.get(at + j), a);
      b = Math.fma(weight[row + j + 1], states.get(at + j + 1), b);
      c = Math.fma(weight[row + j + 2], states.get(at + j + 2), c);
      d = Math.fma(weight[row + j + 3], states.get(at + j + 3), d);
    }
    for (; j < size; j++) {
      a = Math.fma(weight[row + j], states.get(at + j), a);
    }
    return (a + b) + (c + d);
  }

  /** Writes {@code W state + b} to {@code output}. */
  public void apply(double[] state, double[] output) {
    apply(new Numbers.Doubles(state), 0, new Numbers.Doubles(output));
  }
}
