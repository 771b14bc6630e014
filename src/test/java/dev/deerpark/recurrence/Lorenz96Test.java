// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Lorenz96Test {
  private static final long SEED = 96;
  private static final double[] NO_INPUT = {};

  /** Around the 13 numbers that one number reaches in a step, where the circle closes. */
  @ParameterizedTest
  @CsvSource({"4, 0", "5, 1", "6, 0", "12, 0", "13, 1", "14, 0", "40, 0"})
  void itKeepsTheContract(int dimension, int inputs) {
    RecurrenceContract.verify(new Lorenz96(dimension, 8, 0.05, inputs), SEED);
  }

  @Test
  void everyNumberAtTheForcingStaysThere() {
    double[] state = new double[7];
    Arrays.fill(state, 8);
    assertThat(walk(new Lorenz96(7, 8, 0.01, 0), state, 10)).containsExactly(state);
  }

  @Test
  void theErrorOfAStepFallsWithTheFourthPowerOfDt() {
    double[] start = new Random(SEED).doubles(6, -3, 8).toArray();
    double[] exact = walk(new Lorenz96(6, 8, 1e-4, 0), start, 2000);
    double coarse = distance(walk(new Lorenz96(6, 8, 0.02, 0), start, 10), exact);
    double fine = distance(walk(new Lorenz96(6, 8, 0.01, 0), start, 20), exact);
    assertThat(coarse / fine).as("seed %d", SEED).isBetween(12.0, 20.0);
  }

  @Test
  void aVeryShortStepFollowsTheEquations() {
    double[] x = {1, 2, 3, 5, 8};
    double dt = 1e-6;
    double[] next = walk(new Lorenz96(5, 8, dt, 0), x, 1);
    // (x1 - x3) x4 - x0 + F, with the circle's neighbours of number 0
    assertThat((next[0] - x[0]) / dt).isCloseTo((2 - 5) * 8 - 1 + 8, within(1e-3));
    // (x0 - x2) x3 - x4 + F, with those of number 4
    assertThat((next[4] - x[4]) / dt).isCloseTo((1 - 3) * 5 - 8 + 8, within(1e-3));
  }

  @Test
  void anInputIsAddedToTheForcing() {
    double[] state = new Random(SEED).doubles(9, -3, 8).toArray();
    double[] pushed = new double[9];
    double[] stronger = new double[9];
    new Lorenz96(9, 5.5, 0.01, 1).build().step(state, new double[] {2.5}, pushed);
    new Lorenz96(9, 8, 0.01, 0).build().step(state, NO_INPUT, stronger);
    assertThat(pushed).as("seed %d", SEED).containsExactly(stronger);
  }

  @Test
  void theStartStateIsTheForcingWithASmallPerturbation() {
    assertThat(new Lorenz96(5, 8, 0.01, 0).build().initialState())
        .containsExactly(8.01, 8, 8, 8, 8);
  }

  @Test
  void aStepAfterAnOverflowIsAsFromAFreshInstance() {
    Lorenz96 model = new Lorenz96(5, 8, 0.01, 0);
    double[] state = {1, 2, 3, 5, 8};
    Recurrence used = model.build();
    used.step(new double[] {1e300, -1e300, 1e300, 1e300, 1}, NO_INPUT, new double[5]);
    double[] next = new double[5];
    used.step(state, NO_INPUT, next);
    assertThat(next).containsExactly(walk(model, state, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 8, 0.01, 0, dimension",
    "5, NaN, 0.01, 0, forcing",
    "5, 8, 0, 0, dt",
    "5, 8, 1, 2, inputs"
  })
  void aParameterOutsideItsRangeIsRefusedByName(
      int dimension, double forcing, double dt, int inputs, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lorenz96(dimension, forcing, dt, inputs))
        .withMessageContaining("'" + name + "'");
  }

  private static double[] walk(Lorenz96 model, double[] start, int steps) {
    Recurrence recurrence = model.build();
    double[] state = start.clone();
    double[] next = new double[state.length];
    for (int step = 0; step < steps; step++) {
      recurrence.step(state, NO_INPUT, next);
      System.arraycopy(next, 0, state, 0, state.length);
    }
    return state;
  }

  private static double distance(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
