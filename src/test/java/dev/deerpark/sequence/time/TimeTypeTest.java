// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as options give them. */
class TimeTypeTest {
  private static final TimeType TYPE = TimeType.of(TimeType.Kind.TIMESTAMP, "Asia/Kolkata");

  @ParameterizedTest
  @CsvSource({
    "2018-12-31T23:00, 2018-12-31T17:30:00Z",
    "2018-12-31 23:00:01.5, 2018-12-31T17:30:01.5Z",
    "2018-12-31, 2018-12-30T18:30:00Z",
    "2018-12-31T23:00Z, 2018-12-31T23:00:00Z",
    "2018-12-31t23:00z, 2018-12-31T23:00:00Z",
    "2018-12-31T23:00+02:00, 2018-12-31T21:00:00Z",
    "2018-12-31T23:00+0200, 2018-12-31T21:00:00Z",
    "2018-12-31T23:00:00-0330, 2019-01-01T02:30:00Z",
    "2018-12-31T23:00+02, 2018-12-31T21:00:00Z",
    "2018-12-31T23:00+01:00[Europe/Berlin], 2018-12-31T22:00:00Z",
  })
  void aTimeIsReadInEachFormOfIso8601(String text, Instant time) {
    assertThat(TYPE.parse(text)).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2018-02-31T23:00",
        "2018-12-31T23:00+",
        "2018-12-31T23:00+02:",
        "2018-12-31T23:00+1900",
        "2018-12-31T23:00+02000",
        "2018-12-31T25:00",
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> TYPE.parse(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("give such as 2018-12-31");
  }
}
