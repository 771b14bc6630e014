// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.plan.forecast.StepCosts;
import dev.deerpark.plan.forecast.Way;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.solve.Method;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MethodChoiceTest {
  private static final long STEPS = 1_000_000;

  private static Dynamics forgetting(int forgettingTime) {
    return new Dynamics(forgettingTime, OptionalInt.of(forgettingTime), Double.NaN, 9000);
  }

  private static Dynamics remembering(double exponent) {
    return new Dynamics(8192, OptionalInt.empty(), exponent, 40_000);
  }

  private static MethodChoice choice(Dynamics dynamics, long steps, int stateSize, int cores) {
    return choice(dynamics, steps, stateSize, cores, "jvm", 32, Way.DENSE);
  }

  private static MethodChoice choice(
      Dynamics dynamics,
      long steps,
      int stateSize,
      int cores,
      String kernel,
      int lanes,
      Way correction) {
    Problem problem = new Problem("m", stateSize, 2, 0, new TimeRange(0, steps));
    StepCosts costs = StepCosts.of(kernel, lanes, stateSize, 2, Precision.FLOAT);
    Forecaster forecaster =
        new Forecaster(
            problem, lanes, cores, costs, correction, Optional.of(dynamics), Optional.empty());
    return MethodChoice.of(Optional.empty(), Optional.of(dynamics), forecaster.forecast());
  }

  @Test
  void whatForgetsIsShot() {
    MethodChoice choice = choice(forgetting(300), STEPS, 32, 2);

    assertThat(choice.method()).isEqualTo(Method.SHOOTING);
    assertThat(choice.way()).contains(Way.BURN_IN);
    assertThat(choice.reason()).contains("forgotten within 300 steps", "shared by 2 cores");
  }

  @Test
  void aSeriesThatTheLoopWalksInNoTimeIsWalkedByIt() {
    MethodChoice choice = choice(forgetting(40), 10_000, 32, 2);

    assertThat(choice.method()).isEqualTo(Method.SEQUENTIAL);
    assertThat(choice.reason()).contains("the series is short", "the loop 0.10 s");
  }

  @Test
  void aShortSeriesOfALargeModelIsShot() {
    assertThat(choice(forgetting(40), 10_000, 1024, 2).method()).isEqualTo(Method.SHOOTING);
  }

  @Test
  void aSeriesOfFewForgettingTimesIsWalked() {
    assertThat(choice(forgetting(300), 1000, 1024, 2).method()).isEqualTo(Method.SEQUENTIAL);
  }

  @Test
  void aStartThatIsForgottenLateIsWalkedForInLongSegments() {
    MethodChoice choice = choice(forgetting(20_000), 10_000_000, 128, 2);

    assertThat(choice.method()).isEqualTo(Method.SHOOTING);
    assertThat(choice.way()).contains(Way.BURN_IN);
  }

  @Test
  void aStartThatIsForgottenAfterSomeSegmentsIsWalkedForMoreThanOnce() {
    MethodChoice choice = choice(forgetting(20_000), 2_000_000, 128, 2);

    assertThat(choice.method()).isEqualTo(Method.SHOOTING);
    assertThat(choice.way()).contains(Way.SHOOTING);
  }

  @Test
  void aStartThatIsForgottenAfterManySegmentsIsLeftToTheLoop() {
    assertThat(choice(forgetting(20_000), 200_000, 128, 2).method()).isEqualTo(Method.SEQUENTIAL);
  }

  @Test
  void aModelWhoseStepsMayCostAnythingIsShotWhereverItsWalksAreShared() {
    assertThat(choice(forgetting(40), 10_000, 4, 2, "reference", 1, Way.DENSE).method())
        .isEqualTo(Method.SHOOTING);
    assertThat(choice(forgetting(40), 10_000, 4, 1, "reference", 1, Way.DENSE).method())
        .isEqualTo(Method.SEQUENTIAL);
  }

  @Test
  void secantsAreTakenWhereTheyAreToBeHadAndEnoughLanesShareThem() {
    Dynamics late = forgetting(20_000);
    Dynamics never = remembering(-1e-4);

    assertThat(choice(late, 1_000_000, 128, 16, "jvm", 32, Way.SECANTS).way())
        .contains(Way.SECANTS);
    assertThat(choice(never, 10_000_000, 128, 100, "jvm", 32, Way.SECANTS).way())
        .contains(Way.SECANTS);
    assertThat(choice(never, 10_000_000, 128, 2, "jvm", 32, Way.SECANTS).method())
        .isEqualTo(Method.SEQUENTIAL);
  }

  @Test
  void chaosIsWalkedHoweverManyCoresThereAre() {
    MethodChoice choice = choice(remembering(0.006), STEPS, 3, 10_000);

    assertThat(choice.method()).isEqualTo(Method.SEQUENTIAL);
    assertThat(choice.reason()).contains("no parallel method is faster");
  }

  @Test
  void whatNeitherForgetsNorIsChaoticTakesJacobiansIfEnoughCoresShareThem() {
    assertThat(choice(remembering(0.0001), 100 * STEPS, 4, 64).way()).contains(Way.DENSE);
    assertThat(choice(remembering(0.0001), 100 * STEPS, 4, 8).method())
        .isEqualTo(Method.SEQUENTIAL);
    assertThat(choice(remembering(0.0001), 100 * STEPS, 4, 8).reason())
        .contains("not forgotten within 8,192 steps", "about 5.0 passes", "on 8 cores, the loop");
  }
}
