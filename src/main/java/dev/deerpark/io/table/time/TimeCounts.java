// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

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

  /**
   * @param rows a time, null where there is none, and whether anything is stored there; a row may
   *     be reused by its iterator
   * @param differences of neighbouring rows are added to these
   */
  public static TimeCounts of(Iterator<InternalRow> rows, Differences differences) {
    long count = 0;
    long stored = 0;
    long times = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long falls = 0;
    long before = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      count++;
      stored += row.getBoolean(1) ? 1 : 0;
      if (!row.isNullAt(0)) {
        long time = row.getLong(0);
        if (times > 0) {
          differences.add(time - before);
          falls += time < before ? 1 : 0;
        }
        times++;
        before = time;
        first = Math.min(first, time);
        last = Math.max(last, time);
      }
    }
    return new TimeCounts(count, stored, times, first, last, falls);
  }

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
