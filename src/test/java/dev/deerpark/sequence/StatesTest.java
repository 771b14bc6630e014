// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.linear.RowArithmetic;
import org.junit.jupiter.api.Test;

class StatesTest {

  @Test
  void aStateComesBackAsItWasSetAndLeavesTheOthersAlone() {
    States states = States.repeated(new double[] {1, 2}, 3);
    double[] set = {5, 6};
    states.set(1, set);
    set[0] = 7;
    states.get(1)[0] = 8;
    assertThat(states.array()).containsExactly(1, 2, 5, 6, 1, 2);
    assertThat(states.last()).containsExactly(1, 2);
  }

  @Test
  void aCopyIsWrittenApart() {
    States states = States.zeros(2, 2);
    states.copy().set(0, new double[] {1, 1});
    assertThat(states.array()).containsOnly(0);
  }

  @Test
  void theLargestNumberIsThatOfTheFirstStatesAndFinite() {
    States states = new States(new double[] {1, -3, Double.NaN, 2, 9, Double.NEGATIVE_INFINITY}, 2);
    assertThat(states.largest(1, RowArithmetic.PLAIN)).isEqualTo(3);
    assertThat(states.largest(2, RowArithmetic.PLAIN)).isEqualTo(3);
    assertThat(states.largest(3, RowArithmetic.PLAIN)).isEqualTo(9);
    assertThat(states.isFinite(0)).isTrue();
    assertThat(states.isFinite(1)).isFalse();
    assertThat(states.isFinite(2)).isFalse();
  }

  @Test
  void theScaledDistanceIsRelativeToTheSecondStateAndKeepsNaN() {
    double[] a = {3, 1};
    double[] b = {1, 1};
    assertThat(States.scaledDistance(a, b)).isEqualTo(1);
    assertThat(States.scaledDistance(b, a)).isEqualTo(0.5);
    assertThat(States.scaledDistance(new double[] {Double.NaN, 0}, b)).isNaN();
    assertThat(new States(new double[] {0, 0, 3, 1}, 2).scaledDistance(1, new States(b, 2), 0))
        .isEqualTo(1);
  }

  @Test
  void partsOfStatesAreRefused() {
    assertThatThrownBy(() -> new States(new double[3], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 numbers in states of 2");
  }
}
