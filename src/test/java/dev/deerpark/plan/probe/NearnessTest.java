// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.recurrence.Readout;
import org.junit.jupiter.api.Test;

class NearnessTest {
  private static final SweepRule RULE = SweepRule.of(Precision.DOUBLE, 1e-3);

  @Test
  void segmentsJoinWithinHalfTheToleranceOfTheSizeOfTheirStates() {
    Nearness near = Nearness.asSegmentsJoin(RULE);

    assertThat(near.haveMet(new double[] {1, 999}, new double[] {1.0009, 999.49})).isTrue();
    assertThat(near.haveMet(new double[] {1, 999}, new double[] {1.0011, 999})).isFalse();
    assertThat(near.haveMet(new double[] {1, 999}, new double[] {1, 999.51})).isFalse();
  }

  @Test
  void walksMeetOnlyWhereRoundingKeepsThemApart() {
    Nearness near = Nearness.asWalksMeet(RULE);

    assertThat(near.haveMet(new double[] {1}, new double[] {1 + 1e-15})).isTrue();
    assertThat(near.haveMet(new double[] {1}, new double[] {1 + 1e-12})).isFalse();
  }

  @Test
  void statesThatAreNotNumbersAreNeverNear() {
    double[] broken = {Double.NaN};

    assertThat(Nearness.asSegmentsJoin(RULE).haveMet(broken, broken)).isFalse();
    assertThat(Nearness.asWalksMeet(RULE).haveMet(broken, broken)).isFalse();
  }

  @Test
  void outputsAreNearWhateverTheirReadoutDoesNotSee() {
    Readout first = new Readout(1, new double[] {1, 0}, new double[1]);
    Nearness near = Nearness.asSegmentsJoin(RULE.judging(first));

    assertThat(near.haveMet(new double[] {1, 5}, new double[] {1.0001, -5})).isTrue();
    assertThat(near.haveMet(new double[] {1, 5}, new double[] {1.1, 5})).isFalse();
  }
}
