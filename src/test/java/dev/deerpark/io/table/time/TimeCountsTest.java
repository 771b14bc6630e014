// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;

class TimeCountsTest {
  @Test
  void consecutiveTimesAreInOrder() {
    TimeCounts counts = counts(7L, 8L, 9L);

    assertThat(counts).isEqualTo(new TimeCounts(3, 3, 3, 7, 9, 0));
    assertThat(counts.inOrder()).isTrue();
  }

  @Test
  void gapsAndDuplicatesAreInOrderToo() {
    assertThat(counts(7L, 9L).inOrder()).isTrue();
    assertThat(counts(7L, 7L).inOrder()).isTrue();
  }

  @Test
  void fallsAndAbsentTimesAreNot() {
    assertThat(counts(8L, 7L).inOrder()).isFalse();
    assertThat(counts(7L, null, 8L).inOrder()).isFalse();
  }

  @Test
  void countsAddUp() {
    TimeCounts both = counts(7L, 9L).plus(counts(2L, null));

    assertThat(both).isEqualTo(new TimeCounts(4, 3, 3, 2, 9, 0));
    assertThat(counts().plus(both)).isEqualTo(both);
    assertThat(counts()).isEqualTo(TimeCounts.NONE);
  }

  private static TimeCounts counts(Long... times) {
    return TimeCounts.of(rows(times), new Differences());
  }

  private static Iterator<InternalRow> rows(Long... times) {
    return Arrays.stream(times)
        .map(time -> (InternalRow) new GenericInternalRow(new Object[] {time, time != null}))
        .iterator();
  }
}
