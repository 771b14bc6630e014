// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sample tells of dynamics that are known. */
class DynamicsTest {
  private static final SweepRule RULE = SweepRule.of(Precision.FLOAT, 1e-6);

  /** {@code s' = rate s + x}, which forgets a start by a factor of rate a step. */
  private record Leaking(double rate) implements Recurrence {
    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = rate * state[0] + input[0];
    }
  }

  private static Dynamics dynamics(double rate, long series) {
    int sampled = Dynamics.sampleOf(series);
    Layout layout = new Layout(0, sampled, sampled, 1, 1, 2);
    InputBlock sample = TestSequences.normal(layout, 1, Precision.FLOAT, 5).get(0);
    ReferenceKernels kernels = new ReferenceKernels(() -> new Leaking(rate), Precision.FLOAT);
    return Dynamics.of(kernels, RULE, new double[1], series, sample);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.99, 0.993})
  void memoryIsTheTimeInWhichAStartIsForgotten(double rate) {
    double expected = Math.log(RULE.meeting().relative()) / Math.log(rate);
    assertThat((double) dynamics(rate, 1_000_000).forgettingTime().orElseThrow())
        .isBetween(0.7 * expected, 1.3 * expected + 32);
  }

  @Test
  void aShortMemoryIsFoundForAHundredthOfThePass() {
    assertThat(dynamics(0.5, 100_000).steps()).isLessThan(100_000 / 128 + 12 * 48);
  }

  @Test
  void aMemoryTooLongForTheFirstPartOfTheSampleIsFoundInALongerOne() {
    Dynamics dynamics = dynamics(0.99, 40_000);
    assertThat(dynamics.forgettingTime()).isPresent();
    assertThat(dynamics.steps()).isLessThan(4L * 12 * dynamics.forgettingTime().getAsInt());
  }

  @Test
  void whatIsNeverForgottenHasNoMemoryAndAnExponent() {
    Dynamics neutral = dynamics(1, 100_000);
    assertThat(neutral.forgettingTime()).isEmpty();
    assertThat(neutral.exponent()).isEqualTo(0, Offset.offset(1e-3));
  }

  @Test
  void aSeriesOfTwoStepsIsEnoughToAsk() {
    assertThat(dynamics(0.5, 2).steps()).isPositive();
  }
}
