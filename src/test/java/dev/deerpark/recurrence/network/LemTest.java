// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static dev.deerpark.recurrence.network.TestLayers.normal;
import static dev.deerpark.recurrence.network.TestLayers.product;
import static dev.deerpark.recurrence.network.TestLayers.sigmoid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LemTest {
  private static final long SEED = 45;

  private static LemWeights weights(int size, int inputs, double timeStep, Random random) {
    return new LemWeights(
        inputs,
        size,
        timeStep,
        normal(4 * size * inputs, 1, random),
        normal(4 * size, 1, random),
        normal(3 * size * size, 1, random),
        normal(3 * size, 1, random),
        normal(size * size, 1, random),
        normal(size, 1, random));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "5, 2, 1", "4, 1, 0.25"})
  void aStepIsTheEquationsAndKeepsTheContract(int size, int inputs, double dt) {
    Random random = new Random(SEED);
    LemWeights w = weights(size, inputs, dt, random);
    double[] state = normal(2 * size, 1, random);
    double[] y = Arrays.copyOf(state, size);
    double[] x = normal(inputs, 1, random);
    double[] z = new double[size];
    for (int i = 0; i < size; i++) {
      double step = dt * sigmoid(fromInput(w, size + i, x) + fromState(w, size + i, y));
      double m = Math.tanh(fromInput(w, 3 * size + i, x) + fromState(w, 2 * size + i, y));
      z[i] = (1 - step) * state[size + i] + step * m;
    }
    double[] next = new double[2 * size];
    w.build().step(state, x, next);
    for (int i = 0; i < size; i++) {
      double step = dt * sigmoid(fromInput(w, i, x) + fromState(w, i, y));
      double seen = w.memoryBias()[i] + product(w.memoryWeight(), i, z);
      double q = Math.tanh(fromInput(w, 2 * size + i, x) + seen);
      assertThat(next[i])
          .as("y%d, seed %d", i, SEED)
          .isCloseTo((1 - step) * y[i] + step * q, within(1e-13));
      assertThat(next[size + i]).as("z%d, seed %d", i, SEED).isCloseTo(z[i], within(1e-13));
    }
    RecurrenceContract.verify(w, SEED);
  }

  private static double fromInput(LemWeights w, int row, double[] x) {
    return w.inputBias()[row] + product(w.inputWeight(), row, x);
  }

  private static double fromState(LemWeights w, int row, double[] y) {
    return w.hiddenBias()[row] + product(w.hiddenWeight(), row, y);
  }

  @Test
  void aTimeStepThatDoesNotGoOnIsRefused() {
    for (double step : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> weights(1, 1, step, new Random(SEED)))
          .withMessageContaining("time step");
    }
  }
}
