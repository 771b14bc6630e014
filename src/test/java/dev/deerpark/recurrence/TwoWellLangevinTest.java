// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.contract.RecurrenceContract;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoWellLangevinTest {
  private static final long SEED = 2;

  @ParameterizedTest
  @CsvSource({"0.01, 1", "0.3, 0.5"})
  void itKeepsTheContract(double dt, double temperature) {
    RecurrenceContract.verify(new TwoWellLangevin(dt, temperature), SEED);
  }

  @Test
  void withoutNoiseAStepGoesDownThePotential() {
    Random random = new Random(SEED);
    Recurrence particle = new TwoWellLangevin(0.01, 1).build();
    double[] next = new double[2];
    for (int trial = 0; trial < 20; trial++) {
      double x = 2 * random.nextGaussian();
      double y = random.nextGaussian();
      particle.step(new double[] {x, y}, new double[2], next);
      double h = 1e-5;
      double down = (potential(x + h, y) - potential(x - h, y)) / (2 * h);
      double across = (potential(x, y + h) - potential(x, y - h)) / (2 * h);
      assertThat(next[0]).as("seed %d", SEED).isCloseTo(x - 0.01 * down, within(1e-10));
      assertThat(next[1]).as("seed %d", SEED).isCloseTo(y - 0.01 * across, within(1e-10));
    }
  }

  @Test
  void theNoiseGrowsWithTheRootOfTimeAndTemperature() {
    double[] still = new double[2];
    double[] pushed = new double[2];
    Recurrence particle = new TwoWellLangevin(0.02, 4).build();
    particle.step(new double[2], new double[2], still);
    particle.step(new double[2], new double[] {1, -2}, pushed);
    assertThat(pushed[0] - still[0]).isCloseTo(0.4, within(1e-14));
    assertThat(pushed[1] - still[1]).isCloseTo(-0.8, within(1e-14));
  }

  /** Published is -0.0145 for walks of up to 10,000 steps, which scatter by 0.001. */
  @Test
  void theLargestLyapunovExponentIsThePublishedOneWithinItsScatter() {
    Random random = new Random(SEED);
    Recurrence particle = new TwoWellLangevin(0.01, 1).build();
    int steps = 400_000;
    double[] state = particle.initialState();
    double[] next = new double[2];
    double[] jacobian = new double[4];
    double u = 1;
    double v = 0;
    double growth = 0;
    for (int step = 0; step < steps; step++) {
      double[] noise = {random.nextGaussian(), random.nextGaussian()};
      particle.jacobian(state, noise, jacobian);
      double newU = jacobian[0] * u + jacobian[1] * v;
      double newV = jacobian[2] * u + jacobian[3] * v;
      double length = Math.hypot(newU, newV);
      growth += Math.log(length);
      u = newU / length;
      v = newV / length;
      particle.step(state, noise, next);
      System.arraycopy(next, 0, state, 0, 2);
    }
    assertThat(growth / steps).as("seed %d", SEED).isCloseTo(-0.0145, within(0.002));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, dt", "2, 1, dt", "0.01, -1, temperature", "NaN, 1, dt"})
  void aParameterOutsideItsRangeIsRefusedByName(double dt, double temperature, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TwoWellLangevin(dt, temperature))
        .withMessageContaining("'" + name + "'");
  }

  private static double potential(double x, double y) {
    double left = density(x + 1.4, 0.45) * density(y, 0.45);
    double right = density(x - 1.6, 0.54) * density(y, 0.45);
    return -Math.log(0.49 * left + 0.51 * right);
  }

  private static double density(double away, double variance) {
    return Math.exp(-away * away / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  }
}
