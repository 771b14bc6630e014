// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionTest {
  private static final int LARGEST = Integer.MAX_VALUE;

  @ParameterizedTest
  @CsvSource({
    "100, 64, 128",
    "120, 50, 100",
    "125, 50, 100",
    "3, 50, 50",
    "2147483647, 2147483646, 2147483646",
    "2147483647, 4224, 2147481600",
    "1, 2147483647, 2147483647",
  })
  void theNearestMultipleIsTheSmallerOfTwo(int number, int unit, int nearest) {
    assertThat(Division.nearestMultiple(number, unit)).isEqualTo(nearest);
  }

  @Test
  void theNearestMultipleIsAnIntNoFartherThanAnyOther() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      int number = LARGEST - random.nextInt(1 << random.nextInt(31));
      int unit = 1 + random.nextInt(1 << random.nextInt(1, 31));
      long nearest = Division.nearestMultiple(number, unit);

      assertThat(nearest % unit).isZero();
      assertThat(nearest).isBetween((long) unit, (long) LARGEST);
      long distance = Math.abs(nearest - number);
      assertThat(nearest - unit < unit || number - (nearest - unit) >= distance).isTrue();
      assertThat(nearest + unit > LARGEST || nearest + unit - number >= distance).isTrue();
    }
  }
}
