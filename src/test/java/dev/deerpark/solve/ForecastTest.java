// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.JacobianForm;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {

  @Test
  void aResidualThatFallsTenfoldNeedsAnIterationForEachDecade() {
    List<IterationRecord> history = TestHistory.of(1, 0.1, 0.01);
    Forecast forecast = Forecast.of(history, 1_000_000, 100, 1e-6).orElseThrow();
    assertThat(forecast.iterations()).isEqualTo(4, within(1.0));
    // every iteration takes a step and a tangent's
    assertThat(forecast.passes()).isCloseTo((3 + forecast.iterations()) / 100, within(1e-12));
    assertThat(forecast.cost()).isCloseTo((3 + forecast.iterations()) * 2 / 100, within(1e-12));
  }

  @Test
  void aResidualThatStaysLeavesThePaceOfTheSettledPrefix() {
    List<IterationRecord> history = TestHistory.of(1, 1, 1, 1);
    assertThat(Forecast.of(history, 24, 100, 1e-6).orElseThrow().iterations()).isEqualTo(20);
  }

  @Test
  void nothingIsForetoldWhereNothingMoves() {
    List<IterationRecord> still =
        List.of(
            TestHistory.iteration(0, JacobianForm.ZERO, 1, 1),
            TestHistory.iteration(1, JacobianForm.ZERO, 1, 1),
            TestHistory.iteration(2, JacobianForm.ZERO, 1, 1));
    assertThat(Forecast.of(still, 10, 100, 1e-6)).isEmpty();
    assertThat(Forecast.of(still.subList(0, 2), 10, 100, 1e-6)).isEmpty();
  }
}
