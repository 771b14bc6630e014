// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.trajectory.NetworkSchema;
import dev.deerpark.io.trajectory.StateColumns;
import dev.deerpark.sequence.time.TimeType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamColumnsTest {
  @ParameterizedTest
  @ValueSource(strings = {"t", "T", "State", "output", "a"})
  void aSeriesColumnThatHidesAnotherIsRefusedInAnyCase(String name) {
    NetworkSchema given =
        new NetworkSchema(
            Precision.FLOAT, "t", TimeType.INDEX, List.of(StateColumns.array("state")), true);
    assertThatThrownBy(() -> new StreamColumns(name, "t", StreamTimes.INDEXES, List.of("a"), given))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("\"" + name + "\"");
  }
}
