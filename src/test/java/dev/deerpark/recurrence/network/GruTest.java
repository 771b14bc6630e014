// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static dev.deerpark.recurrence.network.TestLayers.fromInput;
import static dev.deerpark.recurrence.network.TestLayers.fromState;
import static dev.deerpark.recurrence.network.TestLayers.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GruTest {
  private static final long SEED = 20;

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "3, 2", "24, 1", "33, 5"})
  void aStepIsPyTorchsEquations(int size, int inputs) {
    Random random = new Random(SEED);
    GruWeights weights = weights(size, inputs, random);
    double[] state = normal(size, 1, random);
    double[] input = normal(inputs, 1, random);
    double[] next = new double[size];
    weights.build().step(state, input, next);
    for (int i = 0; i < size; i++) {
      double r =
          1
              / (1
                  + Math.exp(
                      -fromInput(weights.layer(), i, input)
                          - fromState(weights.layer(), i, state)));
      int update = size + i;
      double z =
          1
              / (1
                  + Math.exp(
                      -fromInput(weights.layer(), update, input)
                          - fromState(weights.layer(), update, state)));
      int candidate = 2 * size + i;
      double n =
          Math.tanh(
              fromInput(weights.layer(), candidate, input)
                  + r * fromState(weights.layer(), candidate, state));
      assertThat(next[i])
          .as("unit %d, seed %d", i, SEED)
          .isCloseTo((1 - z) * n + z * state[i], within(1e-14));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 2", "24, 1"})
  void itKeepsTheContract(int size, int inputs) {
    RecurrenceContract.verify(weights(size, inputs, new Random(SEED)), SEED);
  }

  @Test
  void theDiagonalIsTheJacobiansToTheBit() {
    int size = 17;
    Random random = new Random(SEED);
    Recurrence gru = weights(size, 2, random).build();
    double[] state = normal(size, 1, random);
    double[] input = normal(2, 1, random);
    double[] jacobian = new double[size * size];
    double[] diagonal = new double[size];
    gru.jacobian(state, input, jacobian);
    gru.diagonal(state, input, diagonal);
    for (int i = 0; i < size; i++) {
      assertThat(diagonal[i]).as("seed %d", SEED).isEqualTo(jacobian[i * size + i]);
    }
  }

  @Test
  void saturatedGatesKeepTheStateFinite() {
    int size = 4;
    GruWeights weights = weights(size, 1, new Random(SEED));
    double[] next = new double[size];
    for (double huge : new double[] {-1e300, 1e300}) {
      weights.build().step(new double[] {1, -1, 0.5, 0}, new double[] {huge}, next);
      for (double value : next) {
        assertThat(value).as("input %s, seed %d", huge, SEED).isBetween(-1.0, 1.0);
      }
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    double[] six = new double[6];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GruWeights(new LayerWeights(3, 1, 2, six, new double[11], six, six)))
        .withMessageContaining("hidden weight")
        .withMessageContaining("11 numbers instead of 12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GruWeights(new LayerWeights(3, 1, 0, six, six, six, six)))
        .withMessageContaining("0 units");
  }

  static GruWeights weights(int size, int inputs, Random random) {
    return new GruWeights(TestLayers.layer(GruWeights.GATES.length(), size, inputs, random));
  }
}
