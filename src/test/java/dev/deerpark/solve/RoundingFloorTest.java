// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.JacobianForm;
import org.junit.jupiter.api.Test;

class RoundingFloorTest {
  private static final double[] STUCK = {1, 1e-2, 3e-6, 4e-6, 2.9e-6, 3e-6, 2.8e-6};
  private static final double[] FALLING = {1, 1e-2, 3e-6, 2e-6, 1.8e-6, 1.6e-6, 1.4e-6};
  private static final double[] FALLING_SLOWLY = {1, 1e-2, 3e-6, 2.9e-6, 2.7e-6, 2.5e-6, 2.3e-6};
  private static final double[] STUCK_HIGH = {1, 1e-2, 3e-3, 4e-3, 2.9e-3, 3e-3, 3.5e-3};

  private static boolean isReached(Precision precision, JacobianForm form, double... residuals) {
    return isReached(precision, form, 1e-6, 1000, residuals);
  }

  private static boolean isReached(
      Precision precision,
      JacobianForm form,
      double tolerance,
      double memory,
      double... residuals) {
    return new RoundingFloor(precision, tolerance, () -> memory)
        .isReached(TestHistory.of(form, residuals));
  }

  @Test
  void aSmallResidualThatHasNotFallenInFourIterationsIsRounding() {
    assertThat(isReached(Precision.FLOAT, JacobianForm.SECANT, STUCK)).isTrue();
    assertThat(isReached(Precision.FLOAT, JacobianForm.SECANT, FALLING)).isFalse();
    assertThat(isReached(Precision.FLOAT, JacobianForm.SECANT, FALLING_SLOWLY)).isFalse();
    assertThat(isReached(Precision.FLOAT, JacobianForm.SECANT, STUCK_HIGH)).isFalse();
  }

  @Test
  void whatForgetsSoonRoundsToLessAndWhatForgetsLateToMore() {
    assertThat(isReached(Precision.FLOAT, JacobianForm.SECANT, 1e-6, 10, STUCK)).isFalse();
    assertThat(isReached(Precision.FLOAT, JacobianForm.SECANT, 1e-6, 1e8, STUCK_HIGH)).isTrue();
  }

  @Test
  void whatTheToleranceLeavesIsNoRounding() {
    assertThat(isReached(Precision.FLOAT, JacobianForm.SECANT, 2e-6, 1000, STUCK)).isFalse();
  }

  @Test
  void inDoubleTheSameResidualIsNoRounding() {
    assertThat(isReached(Precision.DOUBLE, JacobianForm.SECANT, STUCK)).isFalse();
  }

  @Test
  void otherFormsMayBeSlowForOtherReasons() {
    assertThat(isReached(Precision.FLOAT, JacobianForm.ZERO, STUCK)).isFalse();
    assertThat(isReached(Precision.FLOAT, JacobianForm.DENSE, STUCK)).isFalse();
  }
}
