// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** How often something was found, and the first ten time indexes where. Not thread-safe. */
final class Occurrences {
  static final int KEPT = 10;

  private final long[] first = new long[KEPT];
  private int kept;
  private long count;

  /**
   * Finds the rows where a condition holds: one distributed count, one distributed search for the
   * ten smallest times.
   */
  static Occurrences find(Dataset<Row> rows, Column time, Column condition) {
    Dataset<Row> found = rows.filter(condition);
    List<Long> times =
        found
            .select(time.as("time"))
            .orderBy("time")
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

  long count() {
    return count;
  }

  /** The first time indexes, in the order of the calls. */
  long[] first() {
    return Arrays.copyOf(first, kept);
  }

  /** Adds one; a time index that was the last to be kept is counted, not kept again. */
  void add(long time) {
    count++;
    if (kept == 0 || first[kept - 1] != time) {
      keep(time);
    }
  }

  /** Adds {@code from, from + 1, ..., to - 1}. */
  void addRange(long from, long to) {
    count += to - from;
    for (long time = from; time < to && kept < KEPT; time++) {
      keep(time);
    }
  }

  void addAll(Occurrences later) {
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

  /** For a sentence: {@code 3 missing values (at times 4, 7, 9)}. */
  String describe(String one, String many) {
    String times =
        LongStream.of(first()).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d %s (%s %s)",
        count,
        count == 1 ? one : many,
        count == 1 ? "at time" : count > kept ? "first at times" : "at times",
        times);
  }
}
