// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagonalLinearTest {
  private static final long SEED = 46;

  @ParameterizedTest
  @CsvSource({"1, 0", "6, 2"})
  void aStepIsTheEquationAndKeepsTheContract(int size, int inputs) {
    Random random = new Random(SEED);
    double[] decay = random.doubles(size, -1, 1).toArray();
    double[] weight = TestLayers.normal(size * inputs, 1, random);
    double[] bias = TestLayers.normal(size, 1, random);
    DiagonalLinear model = new DiagonalLinear(inputs, decay, weight, bias);
    double[] state = TestLayers.normal(size, 1, random);
    double[] input = TestLayers.normal(inputs, 1, random);
    double[] next = new double[size];
    model.build().step(state, input, next);
    for (int i = 0; i < size; i++) {
      double expected = decay[i] * state[i] + TestLayers.product(weight, i, input) + bias[i];
      assertThat(next[i]).as("unit %d, seed %d", i, SEED).isCloseTo(expected, within(1e-14));
    }
    RecurrenceContract.verify(model, SEED);
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiagonalLinear(2, new double[3], new double[5], new double[3]))
        .withMessageContaining("input weight has 5 numbers instead of 6");
  }
}
