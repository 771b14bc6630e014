// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.settings.OutputSettings.StatesAs;
import org.junit.jupiter.api.Test;

class StateColumnsTest {

  @Test
  void separateNumbersHaveColumnsOfTheirOwnInOrder() {
    StateColumns columns = StateColumns.of("state", StatesAs.COLUMNS, 2);
    assertThat(columns.names()).containsExactly("state_0", "state_1");
    var row =
        new TrajectorySchema(Precision.FLOAT, columns, false, "t")
            .row(new Object[] {5L}, new Numbers.Floats(new float[] {9, 1, 2}), 1, 2, null);
    assertThat(row.numFields()).isEqualTo(3);
    assertThat(new float[] {row.getFloat(1), row.getFloat(2)}).containsExactly(1, 2);
  }

  @Test
  void whatIsNotWrittenHasNoColumn() {
    assertThat(StateColumns.NONE.names()).isEmpty();
    assertThat(StateColumns.of("state", StatesAs.ARRAY, 2).names()).containsExactly("state");
  }
}
