// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RnnTest {
  private static final long SEED = 42;

  @ParameterizedTest
  @CsvSource({"1, 0, TANH", "6, 2, TANH", "9, 1, RELU", "3, 3, SIGMOID"})
  void aStepIsTheEquationAndKeepsTheContract(int size, int inputs, Activation activation) {
    Random random = new Random(SEED);
    RnnWeights weights = new RnnWeights(TestLayers.layer(1, size, inputs, random), activation);
    double[] state = TestLayers.normal(size, 1, random);
    double[] input = TestLayers.normal(inputs, 1, random);
    double[] next = new double[size];
    weights.build().step(state, input, next);
    for (int i = 0; i < size; i++) {
      double sum = TestLayers.sum(weights.layer(), i, input, state);
      assertThat(next[i])
          .as("unit %d, seed %d", i, SEED)
          .isCloseTo(TestLayers.function(activation).applyAsDouble(sum), within(1e-13));
    }
    RecurrenceContract.verify(weights, SEED);
  }
}
