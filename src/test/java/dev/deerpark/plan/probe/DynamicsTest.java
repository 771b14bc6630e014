// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DynamicsTest {
  @Test
  void inShortSeriesThereIsNothingToForgetAfterTheLongestWhateverTheDynamicsAre() {
    Dynamics chaotic = new Dynamics(100, OptionalInt.empty(), 0.5, 1000);
    assertThat(chaotic.isChaotic()).isTrue();
    Dynamics among = chaotic.amongSeries(50);
    assertThat(among.forgettingTime()).hasValue(50);
    assertThat(among.isChaotic()).isFalse();
    assertThat(among.isExtrapolated()).isFalse();
    Dynamics soon = new Dynamics(100, OptionalInt.of(30), Double.NaN, 1000);
    assertThat(soon.amongSeries(20).forgettingTime()).hasValue(20);
    for (int longest : new int[] {50, 1_000_000}) {
      Dynamics later = soon.amongSeries(longest);
      assertThat(later.forgettingTime()).hasValue(30);
      assertThat(later.horizon()).isEqualTo(100);
      assertThat(later.longest()).isEqualTo(longest);
    }
  }
}
