// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import dev.deerpark.io.table.format.TableColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The number of occurrences of something, and the time indexes of the first ten. Not thread-safe.
 */
public final class Occurrences {
  public static final int KEPT = 10;

  /** Characters for time indexes in a sentence. */
  private static final int SHOWN = 60;

  private final long[] first = new long[KEPT];
  private int kept;
  private long count;

  /**
   * Finds the rows where a condition holds, by one distributed count and one distributed search for
   * the ten smallest times.
   */
  public static Occurrences find(Dataset<Row> rows, Column condition) {
    Dataset<Row> found = rows.filter(condition);
    List<Long> times =
        found
            .select(TableColumns.TIME)
            .orderBy(TableColumns.TIME)
            .limit(KEPT)
            .as(Encoders.LONG())
            .collectAsList();
    Occurrences occurrences = new Occurrences();
    for (Long at : times) {
      occurrences.keep(at);
    }
    occurrences.count = found.count();
    return occurrences;
  }

  public long count() {
    return count;
  }

  /** The first time indexes, in the order of the calls. */
  public long[] first() {
    return Arrays.copyOf(first, kept);
  }

  /** Adds one; a time index equal to the last one kept is counted, but not kept again. */
  public void add(long time) {
    count++;
    if (kept == 0 || first[kept - 1] != time) {
      keep(time);
    }
  }

  /** Adds one, for calls in any order: the smallest time indexes are kept. */
  public void addUnordered(long time) {
    count++;
    insert(time);
  }

  /** Adds others that were added in any order. */
  public void merge(Occurrences other) {
    count += other.count;
    for (int i = 0; i < other.kept; i++) {
      insert(other.first[i]);
    }
  }

  private void insert(long time) {
    int at = kept;
    while (at > 0 && first[at - 1] > time) {
      at--;
    }
    if (at < KEPT && (at == 0 || first[at - 1] != time)) {
      System.arraycopy(first, at, first, at + 1, Math.min(kept, KEPT - 1) - at);
      first[at] = time;
      kept = Math.min(kept + 1, KEPT);
    }
  }

  /** Adds {@code from, from + 1, ..., to - 1}. */
  public void addRange(long from, long to) {
    count += to - from;
    for (long time = from; time < to && kept < KEPT; time++) {
      keep(time);
    }
  }

  public void addAll(Occurrences later) {
    for (int i = 0; i < later.kept; i++) {
      keep(later.first[i]);
    }
    count += later.count;
  }

  private void keep(long time) {
    if (kept < KEPT) {
      first[kept++] = time;
    }
  }

  /**
   * For a sentence: {@code 3 missing values (at times 4, 7, 9)}.
   *
   * @param text of a time as it was added
   */
  public String describe(LongFunction<String> text, String one, String many) {
    StringBuilder times = new StringBuilder();
    int shown = 0;
    for (; shown < kept; shown++) {
      String time = text.apply(first[shown]);
      if (shown > 0 && times.length() + time.length() >= SHOWN) {
        break;
      }
      times.append(shown == 0 ? "" : ", ").append(time);
    }
    return String.format(
        Locale.ROOT,
        "%d %s (%s %s)",
        count,
        count == 1 ? one : many,
        count == 1 ? "at time" : count > shown ? "first at times" : "at times",
        times);
  }
}
