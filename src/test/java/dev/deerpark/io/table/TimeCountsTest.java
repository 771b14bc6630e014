// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;

class TimeCountsTest {
  @Test
  void consecutiveTimesAreInOrder() {
    TimeCounts counts = TimeCounts.of(rows(7L, 8L, 9L));

    assertThat(counts).isEqualTo(new TimeCounts(3, 3, 3, 7, 9, 0));
    assertThat(counts.consecutive()).isTrue();
  }

  @Test
  void gapsDuplicatesFallsAndAbsentTimesAreNot() {
    for (List<Long> times :
        List.of(List.of(7L, 9L), List.of(7L, 7L), List.of(8L, 7L), Arrays.asList(7L, null, 8L))) {
      Long[] stored = times.toArray(Long[]::new);
      assertThat(TimeCounts.of(rows(stored)).consecutive()).as("%s", times).isFalse();
    }
  }

  @Test
  void countsAddUp() {
    TimeCounts both = TimeCounts.of(rows(7L, 9L)).plus(TimeCounts.of(rows(2L, null)));

    assertThat(both).isEqualTo(new TimeCounts(4, 3, 3, 2, 9, 1));
    assertThat(TimeCounts.of(rows()).plus(both)).isEqualTo(both);
    assertThat(TimeCounts.of(rows())).isEqualTo(TimeCounts.NONE);
  }

  private static Iterator<InternalRow> rows(Long... times) {
    return Arrays.stream(times)
        .map(time -> (InternalRow) new GenericInternalRow(new Object[] {time, time != null}))
        .iterator();
  }
}
