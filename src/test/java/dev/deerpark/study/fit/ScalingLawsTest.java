// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A fit finds the law that made the measurements, and says how well it is known. */
class ScalingLawsTest {
  private static final double[] CORES = {1, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8, 16, 16, 16};

  private static double[] seconds(DoubleUnaryOperator law) {
    return DoubleStream.of(CORES).map(law).toArray();
  }

  @Test
  void amdahlsLawIsFound() {
    Amdahl fit = Amdahl.fit(CORES, seconds(n -> 30 * (0.07 + 0.93 / n))).orElseThrow();
    assertThat(fit.oneCoreSeconds().value()).isCloseTo(30, within(1e-6));
    assertThat(fit.serial().value()).isCloseTo(0.07, within(1e-8));
    assertThat(fit.halfWasted().value()).isCloseTo(1 + 1 / 0.07, within(1e-4));
    assertThat(fit.seconds(32)).isCloseTo(30 * (0.07 + 0.93 / 32), within(1e-6));
  }

  @Test
  void theUniversalLawIsFoundAndItsPeak() {
    Scalability fit =
        Scalability.fit(CORES, seconds(n -> 12 * (1 + 0.04 * (n - 1) + 0.002 * n * (n - 1)) / n))
            .orElseThrow();
    assertThat(fit.contention().value()).isCloseTo(0.04, within(1e-7));
    assertThat(fit.coherence().value()).isCloseTo(0.002, within(1e-8));
    assertThat(fit.slowerFrom().value()).isCloseTo(Math.sqrt(0.96 / 0.002), within(1e-2));
  }

  @Test
  void noParameterIsNegativeEvenWhereTheCoresHelpMoreThanTheyCan() {
    Amdahl fit = Amdahl.fit(CORES, seconds(n -> 10 / Math.pow(n, 1.05))).orElseThrow();
    assertThat(fit.serial().value()).isZero();
    assertThat(fit.serial().low()).isZero();
  }

  @Test
  void theIntervalsHoldTheTruthAboutAsOftenAsTheySay() {
    long seed = 42;
    Random random = new Random(seed);
    int trials = 400;
    long held =
        IntStream.range(0, trials)
            .filter(
                trial -> {
                  double[] noisy =
                      seconds(n -> 30 * (0.2 + 0.8 / n) * (1 + 0.05 * random.nextGaussian()));
                  Estimate serial = Amdahl.fit(CORES, noisy).orElseThrow().serial();
                  return serial.low() <= 0.2 && 0.2 <= serial.high();
                })
            .count();
    assertThat(held / (double) trials).as("seed %d", seed).isBetween(0.9, 0.99);
  }

  @Test
  void whatTheMeasurementsDoNotDetermineIsNotFitted() {
    assertThat(Amdahl.fit(new double[] {2, 2, 2}, new double[] {1, 1, 1})).isEmpty();
    assertThat(Amdahl.fit(new double[] {1, 2}, new double[] {1, 0.6})).isEmpty();
    assertThat(Scalability.fit(new double[] {1, 1, 2, 2}, new double[] {1, 1, 0.6, 0.6})).isEmpty();
  }

  @Test
  void theSerialFractionOfAmdahlsLawIsItsOwn() {
    for (double cores : new double[] {2, 5, 64}) {
      double speedup = 1 / (0.07 + 0.93 / cores);
      assertThat(SerialFraction.of(Estimate.of(speedup), cores).value())
          .isCloseTo(0.07, within(1e-12));
    }
  }

  @Test
  void aSampleIsItsMedianBetweenItsEnds() {
    Sample sample = Sample.of(DoubleStream.of(3, 1, 2, Double.NaN, 10));
    assertThat(sample.median()).isEqualTo(2.5);
    assertThat(sample.estimate()).isEqualTo(new Estimate(2.5, 1, 10));
    assertThat(Sample.of(DoubleStream.of(2, 4)).ratioOf(Sample.of(DoubleStream.of(8, 8))))
        .isEqualTo(new Estimate(8 / 3.0, 2, 4));
    assertThat(Sample.of(DoubleStream.empty()).median()).isNaN();
  }
}
