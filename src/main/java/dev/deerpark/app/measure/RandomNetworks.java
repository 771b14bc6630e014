// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.measure;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import dev.deerpark.settings.GeneratedNetwork;
import java.util.Random;

/**
 * Networks with random weights. Those of trained kinds are drawn evenly from within {@code 1 /
 * sqrt(H)}, as PyTorch begins.
 */
public final class RandomNetworks {
  /** The inputs of networks of trained kinds. */
  public static final int INPUTS = 2;

  private static final int GRU_GATES = 3;
  private static final int LSTM_GATES = 4;

  private RandomNetworks() {}

  /** The network that is asked for. The same seed gives the same weights. */
  public static Model of(GeneratedNetwork network, long seed) {
    int units = network.units();
    RecurrenceSpec spec =
        switch (network.kind()) {
          case GRU -> new GruWeights(layer(GRU_GATES, units, seed));
          case LSTM -> new LstmWeights(layer(LSTM_GATES, units, seed));
          case RNN -> new RnnWeights(layer(1, units, seed), Activation.TANH);
          case MEAN_FIELD -> new MeanField(units, network.gain(), seed, Math.min(INPUTS, units));
        };
    return Model.of(
        network.toString(), network.kind().label(), spec, spec.build().inputSize(), "seed " + seed);
  }

  private static LayerWeights layer(int gates, int units, long seed) {
    Random random = new Random(seed);
    double scale = 1 / Math.sqrt(units);
    return new LayerWeights(
        gates,
        INPUTS,
        units,
        uniform(gates * units * INPUTS, scale, random),
        uniform(gates * units * units, scale, random),
        uniform(gates * units, scale, random),
        uniform(gates * units, scale, random));
  }

  private static double[] uniform(int length, double scale, Random random) {
    return random.doubles(length, -scale, scale).map(x -> (float) x).toArray();
  }
}
