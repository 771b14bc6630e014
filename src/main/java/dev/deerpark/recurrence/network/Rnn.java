// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.network.GateSums.Row;

/**
 * A plain recurrent network (Elman's), {@code h' = g(Wih x + bih + Whh h + bhh)} with {@code dh'_i
 * / dh_j = g'_i Whh_ij}.
 */
final class Rnn implements Recurrence {
  private final LayerWeights layer;
  private final Activation activation;
  private final GateSums sums;
  private final double[] units;

  Rnn(RnnWeights weights) {
    this.layer = weights.layer();
    this.activation = weights.activation();
    this.sums = new GateSums(layer);
    this.units = new double[layer.rows()];
  }

  @Override
  public int stateSize() {
    return layer.hiddenSize();
  }

  @Override
  public int inputSize() {
    return layer.inputSize();
  }

  @Override
  public void step(double[] state, double[] input, double[] next) {
    sums.ofBoth(input, state, next);
    activation.apply(next, 0, next.length);
  }

  @Override
  public void jacobian(double[] state, double[] input, double[] jacobian) {
    step(state, input, units);
    for (int i = 0; i < units.length; i++) {
      Row row = Row.whole(jacobian, i * units.length, units.length).clear();
      sums.addRow(activation.slope(units[i]), 0, i, row);
    }
  }

  @Override
  public void diagonal(double[] state, double[] input, double[] diagonal) {
    step(state, input, units);
    for (int i = 0; i < units.length; i++) {
      diagonal[i] = activation.slope(units[i]) * sums.weight(0, i, i);
    }
  }
}
