// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStepTest {
  private static final TimeType TIMESTAMP = TimeType.of(TimeType.Kind.TIMESTAMP, "UTC");
  private static final TimeType DATE = TimeType.of(TimeType.Kind.DATE, "UTC");

  @ParameterizedTest
  @CsvSource({
    "4ms, 4000, 4ms",
    "1h, 3600000000, 1h",
    "90min, 5400000000, 90min",
    "P1D, 86400000000, 1d",
    "PT0.25S, 250000, 250ms",
    "125us, 125, 125us",
    "60s, 60000000, 1min"
  })
  void aDurationIsMicrosecondsAndIsShownByItsLargestUnit(String text, long micros, String shown) {
    TimeStep step = TimeStep.parse(text);

    assertThat(step.in(TIMESTAMP)).isEqualTo(micros);
    assertThat(step).hasToString(shown);
    assertThat(TimeStep.of(TIMESTAMP, micros)).isEqualTo(step);
    assertThat(TimeStep.parse(shown)).isEqualTo(step);
  }

  @Test
  void datesCountDaysAndWholeNumbersThemselves() {
    assertThat(TimeStep.parse("P7D").in(DATE)).isEqualTo(7);
    assertThat(TimeStep.parse("48h").in(DATE)).isEqualTo(2);
    assertThat(TimeStep.parse("5").in(TimeType.INDEX)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-5", "1m", "1 h", "P1M", "PT0S", "-PT1H", "h", "1e3", "999999999999d"})
  void whatHasNoLengthIsRefused(String text) {
    assertThatThrownBy(() -> TimeStep.parse(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("4ms, 1h or P1D");
  }

  @Test
  void aStepThatTheColumnCannotHaveIsRefused() {
    refused("1h", DATE, "whole days");
    refused("1h", TimeType.INDEX, "a number as its step");
    refused("5", TIMESTAMP, "whole microseconds");
    refused("PT0.0000001S", TIMESTAMP, "whole microseconds");
  }

  private static void refused(String text, TimeType type, String rule) {
    assertThatThrownBy(() -> TimeStep.parse(text).in(type))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--time-step")
        .hasMessageContaining(rule);
  }
}
