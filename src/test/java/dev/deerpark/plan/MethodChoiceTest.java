// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.solve.Method;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MethodChoiceTest {
  private static final int STEPS = 1_000_000;

  private static Dynamics forgetting(int forgettingTime) {
    return new Dynamics(8192, OptionalInt.of(forgettingTime), Double.NaN, 9000);
  }

  private static Dynamics remembering(double exponent) {
    return new Dynamics(8192, OptionalInt.empty(), exponent, 40_000);
  }

  @Test
  void whatForgetsIsShot() {
    MethodChoice choice = MethodChoice.of(forgetting(300), STEPS, 32, 2);

    assertThat(choice.method()).isEqualTo(Method.SHOOTING);
    assertThat(choice.reason()).contains("forgotten within 300 steps");
  }

  @Test
  void aSeriesOfFewForgettingTimesIsWalked() {
    MethodChoice choice = MethodChoice.of(forgetting(300), 2000, 32, 2);

    assertThat(choice.method()).isEqualTo(Method.SEQUENTIAL);
    assertThat(choice.reason()).contains("the series is short");
  }

  @Test
  void chaosIsWalkedHoweverManyCoresThereAre() {
    MethodChoice choice = MethodChoice.of(remembering(0.006), STEPS, 3, 10_000);

    assertThat(choice.method()).isEqualTo(Method.SEQUENTIAL);
    assertThat(choice.reason()).contains("no parallel method is faster");
  }

  @Test
  void whatNeitherForgetsNorIsChaoticTakesJacobiansIfEnoughCoresShareThem() {
    assertThat(MethodChoice.of(remembering(0.0001), STEPS, 4, 64).method())
        .isEqualTo(Method.SHOOTING);
    assertThat(MethodChoice.of(remembering(0.0001), STEPS, 4, 8).method())
        .isEqualTo(Method.SEQUENTIAL);
    assertThat(MethodChoice.of(remembering(0.0001), STEPS, 4, 8).reason())
        .contains("about 50 passes, too many for 8 cores");
  }
}
