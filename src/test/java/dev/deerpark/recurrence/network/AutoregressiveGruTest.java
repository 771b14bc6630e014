// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoregressiveGruTest {
  private static final long SEED = 31;

  @ParameterizedTest
  @CsvSource({"1, true", "3, true", "3, false", "8, true"})
  void itKeepsTheContract(int units, boolean skip) {
    RecurrenceContract.verify(weights(units, skip, new Random(SEED)), SEED);
  }

  @Test
  void aStepIsTheCellThenTheReadoutThenTheNoise() {
    AutoregressiveGruWeights weights = weights(2, true, new Random(SEED));
    double[] state = {0.3, -0.4, 0.7};
    double[] hidden = new double[2];
    weights.cell().build().step(new double[] {-0.4, 0.7}, new double[] {0.3}, hidden);
    double[] w = weights.readout().weight();
    double[] bias = weights.readout().bias();
    double mean = w[0] * hidden[0] + w[1] * hidden[1] + weights.skip()[0] * 0.3 + bias[0];
    double spread = w[2] * hidden[0] + w[3] * hidden[1] + weights.skip()[1] * 0.3 + bias[1];

    double[] next = new double[3];
    weights.build().step(state, new double[] {1.5}, next);

    double drawn = mean + Math.log(1 + Math.exp(spread)) * 1.5;
    assertThat(next[0]).as("seed %d", SEED).isCloseTo(drawn, within(1e-14));
    assertThat(next).as("seed %d", SEED).endsWith(hidden);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "-1000, 0", "-40, 4.248354255291589e-18"})
  void theSpreadNeitherOverflowsNorVanishesTooSoon(double before, double spread) {
    GruWeights cell = GruTest.weights(1, 1, new Random(SEED));
    Readout readout = new Readout(2, new double[2], new double[] {0, before});
    double[] next = new double[2];
    new AutoregressiveGruWeights(cell, readout, new double[2])
        .build()
        .step(new double[2], new double[] {1}, next);
    assertThat(next[0]).isCloseTo(spread, within(1e-15 * spread));
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    Random random = new Random(SEED);
    Readout readout = new Readout(2, new double[6], new double[2]);
    GruWeights twoInputs = GruTest.weights(3, 2, random);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AutoregressiveGruWeights(twoInputs, readout, new double[2]))
        .withMessageContaining("2 inputs");
    GruWeights fourUnits = GruTest.weights(4, 1, random);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AutoregressiveGruWeights(fourUnits, readout, new double[2]))
        .withMessageContaining("4 units with a readout from 3 to 2");
  }

  private static AutoregressiveGruWeights weights(int units, boolean skip, Random random) {
    GruWeights cell = GruTest.weights(units, 1, random);
    double[] weight = random.doubles(2L * units, -1, 1).toArray();
    double[] bias = random.doubles(2, -1, 1).toArray();
    double[] direct = skip ? random.doubles(2, -1, 1).toArray() : new double[2];
    return new AutoregressiveGruWeights(cell, new Readout(2, weight, bias), direct);
  }
}
