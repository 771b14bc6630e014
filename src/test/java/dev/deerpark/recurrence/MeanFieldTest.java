// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.contract.RecurrenceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanFieldTest {
  private static final long SEED = 12;

  @ParameterizedTest
  @CsvSource({"2, 0", "7, 3", "20, 20"})
  void itKeepsTheContract(int size, int inputs) {
    RecurrenceContract.verify(new MeanField(size, 1.5, SEED, inputs), SEED);
  }

  @Test
  void theWeightsHaveTheVarianceOfTheGainAndNoDiagonal() {
    int size = 300;
    double[] weights = new double[size * size];
    new MeanField(size, 1.5, SEED, 0)
        .build()
        .jacobian(new double[size], new double[0], weights); // tanh has slope 1 at 0
    double squares = 0;
    for (int entry = 0; entry < weights.length; entry++) {
      squares += weights[entry] * weights[entry];
      if (entry / size == entry % size) {
        assertThat(weights[entry]).isZero();
      }
    }
    assertThat(squares / size).as("seed %d", SEED).isCloseTo(1.5 * 1.5, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0, 1e-12", "2, 1e-3, 100"})
  void aSmallGainForgetsASmallDifferenceAndALargeOneBlowsItUp(
      double gain, double least, double most) {
    Recurrence network = new MeanField(100, gain, SEED, 0).build();
    double[] one = network.initialState();
    double[] other = one.clone();
    other[0] += 1e-8;
    double[] next = new double[100];
    for (int step = 0; step < 200; step++) {
      network.step(one, new double[0], next);
      System.arraycopy(next, 0, one, 0, next.length);
      network.step(other, new double[0], next);
      System.arraycopy(next, 0, other, 0, next.length);
    }
    assertThat(Math.abs(one[0] - other[0])).as("seed %d", SEED).isBetween(least, most);
  }

  @Test
  void inputsGoToTheFirstUnits() {
    double[] next = new double[4];
    new MeanField(4, 1, SEED, 2).build().step(new double[4], new double[] {0.5, -2}, next);
    assertThat(next).containsExactly(0.5, -2, 0, 0);
  }

  @Test
  void anotherSeedIsAnotherNetwork() {
    double[] start = new MeanField(4, 1, SEED, 0).build().initialState();
    assertThat(new MeanField(4, 1, SEED + 1, 0).build().initialState()).isNotEqualTo(start);
    assertThat(start).doesNotContain(0);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, size", "4, -1, 0, gain", "4, 1, 5, inputs"})
  void aParameterOutsideItsRangeIsRefusedByName(int size, double gain, int inputs, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanField(size, gain, SEED, inputs))
        .withMessageContaining("'" + name + "'");
  }
}
