// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.SplitMix64;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.DiagonalLinear;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LemWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small models with fixed random weights, one for each kernel text, to try devices on. */
final class Samples {
  private static final int UNITS = 7;
  private static final int INPUTS = 2;
  private static final double GAIN = 1.5;

  private Samples() {}

  /** Models by what people call them. */
  static Map<String, RecurrenceSpec> all() {
    Map<String, RecurrenceSpec> models = new LinkedHashMap<>();
    models.put("gru", gru(UNITS));
    models.put(
        "gru, reset before",
        new GruWeights(layer(3, INPUTS, UNITS), false, Activation.SIGMOID, Activation.TANH));
    models.put(
        "lstm, peepholes",
        new LstmWeights(
            layer(4, INPUTS, UNITS),
            uniform(7, 3 * UNITS, 1),
            Activation.SIGMOID,
            Activation.TANH,
            Activation.TANH));
    models.put("rnn", new RnnWeights(layer(1, INPUTS, UNITS), Activation.TANH));
    models.put("mgu", new MguWeights(layer(2, INPUTS, UNITS)));
    models.put("lem", lem());
    models.put(
        "diagonal linear",
        new DiagonalLinear(
            INPUTS, uniform(3, UNITS, 1), uniform(4, UNITS * INPUTS, 1), uniform(5, UNITS, 1)));
    models.put("gru, autoregressive", autoregressiveGru());
    models.put("lorenz96", new Lorenz96(UNITS, 8, 0.01, 1));
    models.put("mean field", new MeanField(UNITS, GAIN, 1, INPUTS));
    models.put("langevin", new TwoWellLangevin(0.05, 1));
    return models;
  }

  /** PyTorch's GRU of so many units with two inputs. */
  static GruWeights gru(int units) {
    return new GruWeights(layer(3, INPUTS, units));
  }

  /** Uses sums, activations and exponentials. */
  static AutoregressiveGruWeights autoregressiveGru() {
    double bound = GAIN / Math.sqrt(UNITS);
    Readout readout = new Readout(2, uniform(7, 2 * UNITS, bound), uniform(8, 2, bound));
    return new AutoregressiveGruWeights(
        new GruWeights(layer(3, 1, UNITS)), readout, uniform(9, 2, bound));
  }

  private static LemWeights lem() {
    double bound = GAIN / Math.sqrt(UNITS);
    return new LemWeights(
        INPUTS,
        UNITS,
        0.75,
        uniform(3, 4 * UNITS * INPUTS, bound),
        uniform(4, 4 * UNITS, bound),
        uniform(5, 3 * UNITS * UNITS, bound),
        uniform(6, 3 * UNITS, bound),
        uniform(7, UNITS * UNITS, bound),
        uniform(8, UNITS, bound));
  }

  private static LayerWeights layer(int gates, int inputs, int units) {
    double bound = GAIN / Math.sqrt(units);
    return new LayerWeights(
        gates,
        inputs,
        units,
        uniform(3, gates * units * inputs, bound),
        uniform(4, gates * units * units, bound),
        uniform(5, gates * units, bound),
        uniform(6, gates * units, bound));
  }

  /** Floats from {@code -bound} to {@code bound}. */
  static double[] uniform(int seed, int count, double bound) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (uniform(seed, i) * bound);
    }
    return numbers;
  }

  /** A number from -1 to 1. */
  static double uniform(int seed, int i) {
    long bits = SplitMix64.mix(((long) seed << 32) + i);
    return (bits >> 40) * 0x1p-23;
  }
}
