// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.plan.forecast.StepCosts;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What samples tell of dynamics that are known. */
class ProbeTest {
  private static final SweepRule RULE = SweepRule.of(Precision.FLOAT, 1e-6);

  /** A recurrence of one number with one input. */
  private interface OfOneNumber extends Recurrence {
    @Override
    default int stateSize() {
      return 1;
    }

    @Override
    default int inputSize() {
      return 1;
    }
  }

  /** {@code s' = rate s + x}, which forgets a start by a factor of rate a step. */
  private record Leaking(double rate) implements OfOneNumber {
    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = rate * state[0] + input[0];
    }
  }

  /** {@code s' = 3.9 s (1 - s)} from 0.3, whatever the input. */
  private record Logistic() implements OfOneNumber {
    @Override
    public void step(double[] state, double[] input, double[] next) {
      double s = state[0] == 0 ? 0.3 + 0.01 * input[0] : state[0];
      next[0] = 3.9 * s * (1 - s);
    }
  }

  /** Two attractors; the first input decides between them for good. */
  private record Latch() implements OfOneNumber {
    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = Math.tanh(5 * state[0] + 0.5 * input[0]);
    }
  }

  private static final StepCosts COSTS = StepCosts.of("reference", 1, 1, 1, Precision.FLOAT);

  private static Probe probe(Recurrence recurrence, long series, boolean bounded) {
    ReferenceKernels kernels = new ReferenceKernels(() -> recurrence, Precision.FLOAT);
    return new Probe(kernels, COSTS, RULE, new double[1], series, bounded);
  }

  /** Normal numbers, the same at a step whichever sample it is in. */
  private static InputBlock sample(long firstStep, int steps) {
    double[] inputs = new double[steps];
    for (int step = 0; step < steps; step++) {
      inputs[step] = new SplittableRandom(firstStep + step).nextDouble(-2, 2);
    }
    return new InputBlock(
        InputBlock.OF_NO_LAYOUT, firstStep, steps, 1, new Numbers.Doubles(inputs));
  }

  private static Dynamics dynamics(double rate, long series) {
    return probe(new Leaking(rate), series, true).measure(ProbeTest::sample);
  }

  private static double expected(double rate) {
    return Math.log(RULE.meeting().relative()) / Math.log(rate);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.99, 0.993, 0.998, 0.9995})
  void theForgettingTimeIsFoundHoweverLateItIs(double rate) {
    Dynamics dynamics = dynamics(rate, 20_000_000);

    assertThat((double) dynamics.forgettingTime().orElseThrow())
        .isBetween(0.7 * expected(rate), 1.3 * expected(rate) + 64);
    assertThat(dynamics.steps()).isLessThan(20_000_000 / 20);
  }

  @Test
  void whatForgetsSoonIsFoundForAHundredthOfThePass() {
    assertThat(dynamics(0.5, 100_000).steps()).isLessThan(100_000 / 128 + 12 * 48);
  }

  @Test
  void aForgettingTimeTooLongForTheFirstPartOfTheSampleIsFoundInALongerOne() {
    Dynamics dynamics = dynamics(0.99, 400_000);
    assertThat(dynamics.forgettingTime()).isPresent();
    assertThat(dynamics.steps()).isLessThan(4L * 12 * dynamics.forgettingTime().getAsInt());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.99})
  void whatIsForgottenSoonIsFoundInTheSameTimeByAProbeThatIsNotBounded(double rate) {
    Dynamics bounded = dynamics(rate, 1_000_000);
    Dynamics free = probe(new Leaking(rate), 1_000_000, false).measure(ProbeTest::sample);

    assertThat(bounded.forgettingTime()).isEqualTo(free.forgettingTime());
  }

  @ParameterizedTest
  @ValueSource(longs = {10_000, 30_000, 100_000, 1_000_000, 10_000_000})
  void whatIsNotForgottenCostsNoMoreThanATenthOfTheLoop(long series) {
    assertThat(dynamics(0.999999, series).steps()).isLessThan(series / 10);
  }

  @Test
  void whatIsNotForgottenWithinTheHorizonSaysSoAndHasAnExponent() {
    Dynamics neutral = dynamics(1, 10_000_000);

    assertThat(neutral.forgettingTime()).isEmpty();
    assertThat(neutral.horizon()).isGreaterThan(10_000);
    assertThat(neutral.exponent()).isEqualTo(0, Offset.offset(1e-3));
  }

  @Test
  void aForgettingTimeBeyondTheHorizonFollowsFromTheExponent() {
    Dynamics dynamics = dynamics(0.999, 400_000);

    assertThat(dynamics.isExtrapolated()).isTrue();
    assertThat(dynamics.horizon()).isLessThan(5_000);
    double mean = Math.log(RULE.tolerance() / 2) / Math.log(0.999);
    assertThat((double) dynamics.forgettingTime().orElseThrow())
        .isCloseTo(mean, Offset.offset(0.1 * mean));
  }

  @Test
  void aStartThatLeadsToAnotherAttractorIsNeverForgotten() {
    Dynamics latched = probe(new Latch(), 10_000_000, true).measure(ProbeTest::sample);

    assertThat(latched.exponent()).isLessThan(-0.5);
    assertThat(latched.forgettingTime()).isEmpty();
  }

  @Test
  void chaosIsNotFollowedFar() {
    Recurrence chaos = new Logistic();
    Dynamics dynamics = probe(chaos, 10_000_000, true).measure(ProbeTest::sample);

    assertThat(dynamics.isChaotic()).isTrue();
    assertThat(dynamics.steps()).isLessThan(50_000);
  }

  @Test
  void theForgettingTimeIsThatOfTheOutputsWhereTheToleranceIsForThem() {
    Readout thousandth = new Readout(1, new double[] {1e-3}, new double[1]);
    Dynamics dynamics =
        new Probe(
                new ReferenceKernels(() -> new Leaking(0.998), Precision.FLOAT),
                COSTS,
                RULE.judging(thousandth),
                new double[1],
                20_000_000,
                true)
            .measure(ProbeTest::sample);

    assertThat((double) dynamics.forgettingTime().orElseThrow())
        .isBetween(0.5 * expected(0.998), 0.8 * expected(0.998));
  }

  @Test
  void aNamedMethodGetsTheAnswerThatABoundedProbeDoesNotLookFor() {
    Probe free = probe(new Leaking(0.99), 20_000, false);

    assertThat(dynamics(0.99, 20_000).isExtrapolated()).isTrue();
    Dynamics found = free.measure(ProbeTest::sample);
    assertThat(found.isExtrapolated()).isFalse();
    assertThat(found.forgettingTime()).isPresent();
  }

  @Test
  void aSeriesOfTwoStepsIsEnoughToAsk() {
    assertThat(dynamics(0.5, 2).steps()).isPositive();
  }
}
