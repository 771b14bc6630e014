// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static dev.deerpark.recurrence.network.TestLayers.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MguTest {
  private static final long SEED = 44;

  @ParameterizedTest
  @CsvSource({"1, 0", "6, 2", "11, 1"})
  void aStepIsTheEquationsAndKeepsTheContract(int size, int inputs) {
    Random random = new Random(SEED);
    LayerWeights layer = TestLayers.layer(2, size, inputs, random);
    double[] state = TestLayers.normal(size, 1, random);
    double[] input = TestLayers.normal(inputs, 1, random);
    double[] f = new double[size];
    double[] kept = new double[size];
    for (int i = 0; i < size; i++) {
      f[i] = TestLayers.sigmoid(sum(layer, i, input, state));
      kept[i] = f[i] * state[i];
    }
    double[] next = new double[size];
    new MguWeights(layer).build().step(state, input, next);
    for (int i = 0; i < size; i++) {
      double n = Math.tanh(sum(layer, size + i, input, kept));
      assertThat(next[i])
          .as("unit %d, seed %d", i, SEED)
          .isCloseTo((1 - f[i]) * state[i] + f[i] * n, within(1e-13));
    }
    RecurrenceContract.verify(new MguWeights(layer), SEED);
  }
}
