// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.sequence.States;
import org.junit.jupiter.api.Test;

class MeetingToleranceTest {
  private static final MeetingTolerance TENTH = new MeetingTolerance(0.1);

  @Test
  void nearIsRelativeToTheFirstStateWhereThatIsLargerThanOne() {
    assertThat(TENTH.haveMet(new double[] {0.05, 100}, new double[] {0.14, 109})).isTrue();
    assertThat(TENTH.haveMet(new double[] {0.05, 100}, new double[] {0.16, 100})).isFalse();
    assertThat(TENTH.haveMet(new double[] {100}, new double[] {111})).isFalse();
    assertThat(TENTH.haveMet(new double[] {111}, new double[] {100})).isTrue();
  }

  @Test
  void oneOfManyIsJudgedLikeOneAlone() {
    States others = new States(new double[] {9, 9, 0.1, 0.2}, 2);
    double[] state = {0.15, 0.2};
    assertThat(TENTH.haveMet(state, others, 1)).isTrue();
    assertThat(TENTH.haveMet(state, others, 0)).isFalse();
    assertThat(TENTH.coversMove(new double[] {0.09, 0}, others, 1)).isTrue();
    assertThat(TENTH.coversMove(new double[] {0.11, 0}, others, 1)).isFalse();
  }

  @Test
  void notANumberNeverMeets() {
    double[] nan = {Double.NaN};
    assertThat(TENTH.haveMet(nan, nan)).isFalse();
    assertThat(new MeetingTolerance(Double.POSITIVE_INFINITY).haveMet(nan, new double[1]))
        .isFalse();
    assertThat(TENTH.coversMove(nan, States.zeros(1, 1), 0)).isFalse();
  }

  @Test
  void bitwiseOnlyTheSameNumbersMeet() {
    assertThat(MeetingTolerance.BITWISE.haveMet(new double[] {1}, new double[] {1})).isTrue();
    assertThat(MeetingTolerance.BITWISE.haveMet(new double[] {1}, new double[] {Math.nextUp(1.0)}))
        .isFalse();
  }
}
