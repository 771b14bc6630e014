// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * Counts over the time column of some rows.
 *
 * @param rows their number
 * @param stored the number with something in the time column
 * @param times the number with a time there
 * @param first the smallest of these; the largest long where there is none
 * @param last the largest of these; the smallest long where there is none
 * @param falls the number that were before the row before them
 */
@DefaultSerializer(RecordSerializer.class)
public record TimeCounts(long rows, long stored, long times, long first, long last, long falls)
    implements Serializable {
  public static final TimeCounts NONE = new TimeCounts(0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0);

  /** Whether every row has a time, and none is before the row before it. */
  public boolean inOrder() {
    return times == rows && falls == 0;
  }

  /** Both together; the border between them is not checked. */
  public TimeCounts plus(TimeCounts other) {
    return new TimeCounts(
        rows + other.rows,
        stored + other.stored,
        times + other.times,
        Math.min(first, other.first),
        Math.max(last, other.last),
        falls + other.falls);
  }
}
