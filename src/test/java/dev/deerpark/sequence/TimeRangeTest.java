// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {

  @Test
  void theEndIsLeftOut() {
    assertThat(new TimeRange(10, 25).steps()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "5, 5", "6, 5"})
  void aRangeWithoutTimeIndexesIsRefused(long from, long to) {
    assertThatThrownBy(() -> new TimeRange(from, to))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("The range " + from + ":" + to);
  }
}
