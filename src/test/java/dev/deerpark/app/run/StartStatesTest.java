// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartStatesTest {
  @ParameterizedTest
  @ValueSource(doubles = {1e39, -1e300, Double.MAX_VALUE, 0x1.ffffffp127})
  void aNumberThatFloatCannotHoldIsRefusedWithItsPlace(double number) {
    double[] state = {1, -2, number};

    assertThatThrownBy(() -> StartStates.rounded(state, Precision.FLOAT, "The start state s.json"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("s.json has " + number + " at [2]", "--precision double");
    assertThat(StartStates.rounded(state, Precision.DOUBLE, "s")).containsExactly(state);
  }

  @Test
  void allOthersAreRounded() {
    double[] state = {0.1, Float.MAX_VALUE, -0x1.fffffefp127};

    assertThat(StartStates.rounded(state, Precision.FLOAT, "s"))
        .containsExactly(0.1f, Float.MAX_VALUE, -Float.MAX_VALUE);
  }
}
