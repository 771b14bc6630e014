// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepCostsTest {
  private static final Percentage CLOSE = Percentage.withPercentage(25);

  private static StepCosts costs(int stateSize) {
    return StepCosts.of("jvm", 32, stateSize, 2, Precision.FLOAT);
  }

  /** The table of kernels in the measurements. */
  @ParameterizedTest
  @CsvSource({
    "3, 0.006, 0.09",
    "8, 0.014, 0.10",
    "32, 0.100, 0.20",
    "64, 0.31, 0.67",
    "128, 1.02, 2.42",
    "256, 3.7, 9.9",
    "512, 14.1, 49",
    "1024, 55, 235"
  })
  void aStepCostsWhatWasMeasured(int stateSize, double lane, double loop) {
    assertThat(costs(stateSize).laneSeconds() * 1e6).isCloseTo(lane, CLOSE);
    assertThat(costs(stateSize).loopSeconds() * 1e6).isCloseTo(loop, CLOSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 32, 256})
  void aPartOfTheLanesCostsAsMuchAsAllButForAFewWhichAreWalkedOneAfterTheOther(int stateSize) {
    StepCosts costs = costs(stateSize);

    assertThat(costs.togetherSeconds(1)).isEqualTo(costs.loopSeconds());
    assertThat(costs.togetherSeconds(costs.few())).isEqualTo(costs.few() * costs.loopSeconds());
    assertThat(costs.togetherSeconds(31)).isEqualTo(costs.togetherSeconds(32));
    assertThat(costs.togetherSeconds(64)).isEqualTo(2 * costs.togetherSeconds(32));
  }

  @Test
  void aKernelOfOneLaneGainsNothingFromWalksSideBySide() {
    StepCosts costs = StepCosts.of("reference", 1, 4, 1, Precision.DOUBLE);

    assertThat(costs.ratio()).isEqualTo(1);
    assertThat(costs.togetherSeconds(7)).isEqualTo(7 * costs.loopSeconds());
    assertThat(costs.isTabulated()).isFalse();
  }
}
