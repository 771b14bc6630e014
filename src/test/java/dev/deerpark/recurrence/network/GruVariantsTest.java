// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static dev.deerpark.recurrence.network.TestLayers.fromInput;
import static dev.deerpark.recurrence.network.TestLayers.fromState;
import static dev.deerpark.recurrence.network.TestLayers.function;
import static dev.deerpark.recurrence.network.TestLayers.normal;
import static dev.deerpark.recurrence.network.TestLayers.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GruVariantsTest {
  private static final long SEED = 43;

  @ParameterizedTest
  @CsvSource({
    "1, 0, false, SIGMOID, TANH",
    "6, 2, false, SIGMOID, TANH",
    "5, 1, false, SIGMOID, RELU",
    "4, 3, false, TANH, SIGMOID",
    "6, 2, true, SIGMOID, RELU",
    "4, 1, true, RELU, TANH",
  })
  void aStepIsTheEquationsAndKeepsTheContract(
      int size, int inputs, boolean resetAfter, Activation gates, Activation candidate) {
    Random random = new Random(SEED);
    LayerWeights layer = TestLayers.layer(3, size, inputs, random);
    GruWeights weights = new GruWeights(layer, resetAfter, gates, candidate);
    double[] state = normal(size, 1, random);
    double[] input = normal(inputs, 1, random);
    DoubleUnaryOperator gate = function(gates);
    double[] r = new double[size];
    double[] reset = new double[size];
    for (int i = 0; i < size; i++) {
      r[i] = gate.applyAsDouble(sum(layer, i, input, state));
      reset[i] = r[i] * state[i];
    }
    double[] next = new double[size];
    weights.build().step(state, input, next);
    for (int i = 0; i < size; i++) {
      int row = 2 * size + i;
      double z = gate.applyAsDouble(sum(layer, size + i, input, state));
      double seen = resetAfter ? r[i] * fromState(layer, row, state) : fromState(layer, row, reset);
      double n = function(candidate).applyAsDouble(fromInput(layer, row, input) + seen);
      assertThat(next[i])
          .as("unit %d, seed %d", i, SEED)
          .isCloseTo((1 - z) * n + z * state[i], within(1e-12));
    }
    RecurrenceContract.verify(weights, SEED);
  }
}
