// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.recurrence.LogarithmOfFirst;
import org.junit.jupiter.api.Test;

class ClosenessTest {
  private static final Closeness OUTPUTS = new Closeness.OfOutputs(1e-3, new LogarithmOfFirst(2));

  @Test
  void outputsAreComparedWhereBothAreFinite() {
    double[] a = {Math.exp(1), 7};
    double[] b = {Math.exp(3), -7};

    assertThat(OUTPUTS.distance(a, b)).isEqualTo((3.0 - 1.0) / (1 + 3.0));
  }

  @Test
  void statesAreComparedWhereAnOutputIsNoFiniteNumber() {
    double[] undefined = {-1, 3};
    double[] infinite = {0, 3};
    double[] defined = {1, 3};

    assertThat(OUTPUTS.distance(undefined, undefined.clone())).isZero();
    assertThat(OUTPUTS.distance(infinite, infinite.clone())).isZero();
    assertThat(OUTPUTS.distance(undefined, defined)).isEqualTo(1);
    assertThat(OUTPUTS.distance(defined, infinite)).isEqualTo(1);
    assertThat(OUTPUTS.distance(new double[] {-1, 3}, new double[] {-1, 1})).isEqualTo(1);
  }

  @Test
  void aStateThatIsNotANumberIsNearNone() {
    assertThat(OUTPUTS.distance(new double[] {Double.NaN, 0}, new double[] {1, 0})).isNaN();
  }
}
