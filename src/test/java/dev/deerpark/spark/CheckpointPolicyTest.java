// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {
  private static final CheckpointPolicy BEGUN = CheckpointPolicy.byCost();

  @Test
  void sweepsThatTakeNoTimeAreCheckpointedEveryTwentieth() {
    CheckpointPolicy policy = BEGUN;
    for (int sweep = 1; sweep < 20; sweep++) {
      policy = policy.swept(0.01);
      assertThat(policy.isDue()).as("after sweep %d", sweep).isFalse();
    }
    policy = policy.swept(0.01);
    assertThat(policy.isDue()).isTrue();
    assertThat(policy.checkpointed(0.1).isDue()).isFalse();
  }

  @Test
  void expensiveSweepsAreCheckpointedAtOnceAndCheckpointsTakeATenthOfTheTimeAtMost() {
    CheckpointPolicy measured = BEGUN.swept(20).checkpointed(4);
    assertThat(BEGUN.swept(20).isDue()).isTrue();
    assertThat(measured.swept(20).isDue()).isFalse();
    assertThat(measured.swept(20).swept(20).isDue()).isTrue();
  }

  @Test
  void beforeTheStatesAreUsedAQuarterOfTheTimeMayGoIntoACheckpoint() {
    CheckpointPolicy measured = BEGUN.checkpointed(2);
    assertThat(measured.swept(7).isDueAtTheEnd()).isFalse();
    assertThat(measured.swept(9).isDueAtTheEnd()).isTrue();
    assertThat(measured.swept(9).isDue()).isFalse();
  }

  @Test
  void whatTheDriverHasIsNotAtRisk() {
    CheckpointPolicy safe = BEGUN.swept(100).safe();
    assertThat(safe.isDue()).isFalse();
    assertThat(safe.isDueAtTheEnd()).isFalse();
    assertThat(safe).isEqualTo(BEGUN);
  }

  @Test
  void withoutASweepNothingIsDue() {
    assertThat(BEGUN.isDueAtTheEnd()).isFalse();
    assertThat(BEGUN.checkpointed(0.1).isDueAtTheEnd()).isFalse();
  }
}
