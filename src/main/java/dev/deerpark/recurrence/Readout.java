// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import dev.deerpark.base.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * An output of every state, {@code y = g(W f(s) + b)} with activations f and g, both optional. It
 * reads the first H numbers of a state: of an LSTM's state, h.
 *
 * @param outputSize numbers in an output, at least 1
 * @param weight {@code [outputSize][H]}, row-major; not modified
 * @param bias {@code [outputSize]}; not modified
 * @param before f, one after the other
 * @param after g, one after the other
 */
public record Readout(
    int outputSize, double[] weight, double[] bias, List<Activation> before, List<Activation> after)
    implements RowFunction {
  private static final long serialVersionUID = 1L;

  /** A linear output. */
  public Readout(int outputSize, double[] weight, double[] bias) {
    this(outputSize, weight, bias, List.of(), List.of());
  }

  public Readout {
    before = List.copyOf(before);
    after = List.copyOf(after);
    if (outputSize < 1 || bias.length != outputSize || weight.length % outputSize != 0) {
      throw new IllegalArgumentException(
          "a readout of " + outputSize + " numbers with mismatched weights");
    }
  }

  /** The number of a state's numbers that this readout reads, H. */
  @Override
  public int inputSize() {
    return weight.length / outputSize;
  }

  /**
   * The readout whose outputs are {@code y std + mean} of this one's: {@code W' = std W, b' = std b
   * + mean}, each product and sum rounded to double. Its outputs differ from {@code y std + mean}
   * by a few units in the last place of the largest term.
   *
   * @param target as many means and deviations as there are outputs
   * @throws IllegalStateException where an activation follows the sums
   */
  Readout restoring(Normalisation target) {
    if (!after.isEmpty()) {
      throw new IllegalStateException("outputs of " + after + " in other units");
    }
    double[] scaled = new double[weight.length];
    double[] moved = new double[outputSize];
    for (int i = 0; i < outputSize; i++) {
      double std = target.std()[i];
      for (int j = i * inputSize(); j < (i + 1) * inputSize(); j++) {
        scaled[j] = std * weight[j];
      }
      moved[i] = std * bias[i] + target.mean()[i];
    }
    return new Readout(outputSize, scaled, moved, before, after);
  }

  @Override
  public Evaluator open() {
    // widened once for all outputs
    double[] seen = new double[inputSize()];
    return (states, at, outputs, to) -> {
      states.widen(at, 1, seen, 0, 1, seen.length);
      if (!before.isEmpty()) {
        for (int j = 0; j < seen.length; j++) {
          seen[j] = through(before, seen[j]);
        }
      }
      for (int i = 0; i < outputSize; i++) {
        outputs.set(to + i, through(after, sum(i, seen)));
      }
    };
  }

  private static double through(List<Activation> activations, double x) {
    double y = x;
    for (Activation activation : activations) {
      y = activation.apply(y);
    }
    return y;
  }

  /** One row: four independent sums. */
  private double sum(int i, double[] seen) {
    int row = i * seen.length;
    double a = bias[i];
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 4 <= seen.length; j += 4) {
      a = Math.fma(weight[row + j], seen[j], a);
      b = Math.fma(weight[row + j + 1], seen[j + 1], b);
      c = Math.fma(weight[row + j + 2], seen[j + 2], c);
      d = Math.fma(weight[row + j + 3], seen[j + 3], d);
    }
    for (; j < seen.length; j++) {
      a = Math.fma(weight[row + j], seen[j], a);
    }
    return (a + b) + (c + d);
  }

  /** Writes the output of a state. */
  public void apply(double[] state, double[] output) {
    open().apply(new Numbers.Doubles(state), 0, new Numbers.Doubles(output), 0);
  }

  @Override
  public String description() {
    List<String> steps = new ArrayList<>();
    before.forEach(activation -> steps.add(activation.lower()));
    steps.add("linear from " + inputSize() + " to " + outputSize);
    after.forEach(activation -> steps.add(activation.lower()));
    return String.join(", ", steps);
  }
}
