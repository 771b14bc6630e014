// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve.secant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.sequence.States;
import org.junit.jupiter.api.Test;

class StateBoxTest {
  private final StateBox box =
      StateBox.empty(2).and(new States(new double[] {0, 5, 2, 5, 9, Double.NaN}, 2));

  @Test
  void coversHalfTheRangeBeyondTheStatesAndALittleWhereNothingChanges() {
    assertThat(box.covers(new double[] {-1, 5})).isTrue();
    assertThat(box.covers(new double[] {3, 5.0009})).isTrue();
    assertThat(box.covers(new double[] {-1.01, 5})).isFalse();
    assertThat(box.covers(new double[] {1, 5.002})).isFalse();
    assertThat(box.covers(new double[] {1, Double.NaN})).isFalse();
  }

  @Test
  void growsWithEveryStateAndForgetsNone() {
    StateBox wider = box.and(new States(new double[] {1, 15}, 2));

    assertThat(wider.covers(new double[] {-1, 19})).isTrue();
    assertThat(wider.covers(new double[] {1, 21})).isFalse();
  }
}
