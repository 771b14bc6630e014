// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static dev.deerpark.recurrence.network.TestLayers.function;
import static dev.deerpark.recurrence.network.TestLayers.layer;
import static dev.deerpark.recurrence.network.TestLayers.normal;
import static dev.deerpark.recurrence.network.TestLayers.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LstmTest {
  private static final long SEED = 41;
  private static final double[] NONE = {};

  @ParameterizedTest
  @CsvSource({
    "1, 0, false, SIGMOID, TANH, TANH",
    "3, 2, false, SIGMOID, TANH, TANH",
    "7, 1, true, SIGMOID, TANH, TANH",
    "5, 2, true, TANH, RELU, SIGMOID",
    "4, 3, false, RELU, SIGMOID, RELU",
  })
  void aStepIsTheEquationsAndKeepsTheContract(
      int size, int inputs, boolean peepholes, Activation f, Activation g, Activation h) {
    Random random = new Random(SEED);
    double[] p = peepholes ? normal(3 * size, 1, random) : NONE;
    LstmWeights weights = new LstmWeights(layer(4, size, inputs, random), p, f, g, h);
    double[] state = normal(2 * size, 1, random);
    double[] input = normal(inputs, 1, random);
    double[] next = new double[2 * size];
    weights.build().step(state, input, next);
    for (int k = 0; k < size; k++) {
      double[] expected = unit(weights, k, state, input);
      assertThat(next[k]).as("h%d, seed %d", k, SEED).isCloseTo(expected[0], within(1e-13));
      assertThat(next[size + k]).as("c%d, seed %d", k, SEED).isCloseTo(expected[1], within(1e-13));
    }
    RecurrenceContract.verify(weights, SEED);
  }

  /** h' and c' of a unit. */
  private static double[] unit(LstmWeights weights, int k, double[] state, double[] input) {
    LayerWeights layer = weights.layer();
    int size = layer.hiddenSize();
    double[] p = weights.hasPeepholes() ? weights.peepholes() : new double[3 * size];
    double[] h = Arrays.copyOf(state, size);
    double c = state[size + k];
    DoubleUnaryOperator gate = function(weights.gate());
    double i = gate.applyAsDouble(sum(layer, k, input, h) + p[k] * c);
    double f = gate.applyAsDouble(sum(layer, size + k, input, h) + p[size + k] * c);
    double g = function(weights.candidate()).applyAsDouble(sum(layer, 2 * size + k, input, h));
    double cell = f * c + i * g;
    double o = gate.applyAsDouble(sum(layer, 3 * size + k, input, h) + p[2 * size + k] * cell);
    return new double[] {o * function(weights.output()).applyAsDouble(cell), cell};
  }

  @Test
  void withoutInputTheForgetGateAloneKeepsACell() {
    LayerWeights still = LayerWeights.unbiased(4, 1, 1, new double[4], new double[4]);
    double[] next = new double[2];
    new LstmWeights(still).build().step(new double[] {0.3, 8}, new double[] {5}, next);
    assertThat(next).containsExactly(0.5 * Math.tanh(4), 4);
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    LayerWeights three = LayerWeights.unbiased(3, 1, 2, new double[6], new double[12]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LstmWeights(three))
        .withMessageContaining("3 gates instead of 4");
    LayerWeights four = LayerWeights.unbiased(4, 1, 2, new double[8], new double[16]);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LstmWeights(
                    four, new double[4], Activation.SIGMOID, Activation.TANH, Activation.TANH))
        .withMessageContaining("4 numbers instead of 6");
  }
}
