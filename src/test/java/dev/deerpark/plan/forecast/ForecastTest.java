// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final StepCosts COSTS = StepCosts.of("jvm", 32, 32, 2, Precision.FLOAT);

  private static Forecast forecast(int cores, int forgettingTime, double loop, double shared) {
    return new Forecast(
        1_000_000,
        cores,
        OptionalInt.of(forgettingTime),
        forgettingTime,
        COSTS,
        StepTimes.NONE,
        List.of(
            new Candidate(Way.LOOP, 1, loop, 0.1, 0),
            new Candidate(Way.BURN_IN, 1.1, shared, 0.1, 0)),
        Optional.of(Way.BURN_IN));
  }

  @Test
  void whatIsPossibleIsTheNumberOfCoresForALongSeriesAndHalfOfItAtTheirForgettingTimes() {
    assertThat(forecast(100, 10, 1, 1).possibleSpeedUp().orElseThrow())
        .isEqualTo(99.9, Offset.offset(0.01));
    Forecast half = forecast(100, 10_000, 1, 1);
    assertThat(half.possibleSpeedUp()).contains(50.0);
    assertThat(half.halfOfIdealSteps()).contains(1_000_000L);
  }

  @Test
  void aCandidateIsWorthwhileWhereItSavesAFifthOfTheWalks() {
    assertThat(forecast(2, 10, 10, 7.9).worthwhile()).isPresent();
    assertThat(forecast(2, 10, 10, 8.1).worthwhile()).isEmpty();
  }

  @Test
  void noneIsWorthwhileWhereJobsTakeMostOfTheTime() {
    assertThat(forecast(2, 10, 0.01, 0.001).worthwhile()).isEmpty();
    assertThat(forecast(2, 10, 0.1, 0.03).worthwhile()).isPresent();
  }

  @Test
  void secantsWalkWithTheRootOfWhatPlainWalksWalk() {
    assertThat(Way.SHOOTING.walks(16)).isEqualTo(17);
    assertThat(Way.SECANTS.walks(16)).isEqualTo(1 + 1.6 * 4);
  }

  @Test
  void theSentencesNameTheLoopAndTheCandidateWithTheirSeconds() {
    List<String> sentences = forecast(2, 176, 1, 0.3).sentences(Optional.of(Way.BURN_IN));

    assertThat(sentences.get(0))
        .isEqualTo(
            "loop 1.00 passes in 1.1 s; burn-in and one walk 1.10 passes in 0.40 s, 2.8 times as"
                + " fast");
    assertThat(sentences.get(1)).contains("176 steps", "half of ideal from 352 steps on");
  }
}
