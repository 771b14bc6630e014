// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Timeline;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;

/** Finds the runs of times that have rows, for a timeline on which the state is held between. */
final class HeldTimes {
  /** Runs, which take 16 bytes each in every task. */
  private static final int MOST = 10_000_000;

  private long[] firsts = new long[1024];
  private long[] ends = new long[1024];
  private int count;

  private HeldTimes() {}

  /**
   * The timeline of the times that have rows.
   *
   * @param table with positions on the timeline of all times
   * @throws BadInputException for more runs than a task should have to hold
   */
  static Timeline find(InputTable table, Timeline whole, TimeRange range) {
    HeldTimes runs = new HeldTimes();
    for (long[] part : TimeFaults.sortedParts(table, range, HeldTimes::runs)) {
      for (int i = 0; i < part.length; i += 2) {
        runs.add(part[i], part[i + 1]);
      }
      if (runs.count > MOST) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "The input %s has more than %,d gaps, too many for --gaps hold-state. Give a longer"
                    + " --time-step, or --gaps fill-previous.",
                Wording.path(table.query().path()),
                MOST));
      }
    }
    return runs.timeline(whole);
  }

  private static Iterator<long[]> runs(Iterator<InternalRow> rows) {
    HeldTimes runs = new HeldTimes();
    while (rows.hasNext()) {
      long index = rows.next().getLong(0);
      runs.add(index, index + 1);
    }
    long[] pairs = new long[2 * runs.count];
    for (int i = 0; i < runs.count; i++) {
      pairs[2 * i] = runs.firsts[i];
      pairs[2 * i + 1] = runs.ends[i];
    }
    return List.of(pairs).iterator();
  }

  /** Adds a run that begins no earlier than the last one. */
  private void add(long first, long end) {
    if (count > 0 && first <= ends[count - 1]) {
      ends[count - 1] = Math.max(ends[count - 1], end);
      return;
    }
    append(first, end);
  }

  private void append(long first, long end) {
    if (count == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    firsts[count] = first;
    ends[count] = end;
    count++;
  }

  private Timeline timeline(Timeline whole) {
    return whole.isOfSeries()
        ? ofSeries(whole)
        : new Timeline(whole.axis(), firstSteps(), Arrays.copyOf(firsts, count), steps());
  }

  private long[] firstSteps() {
    long[] firstSteps = new long[count];
    for (int run = 1; run < count; run++) {
      firstSteps[run] = firstSteps[run - 1] + ends[run - 1] - firsts[run - 1];
    }
    return firstSteps;
  }

  private long steps() {
    long steps = 0;
    for (int run = 0; run < count; run++) {
      steps += ends[run] - firsts[run];
    }
    return steps;
  }

  private Timeline ofSeries(Timeline whole) {
    int[] firstRuns = new int[whole.series()];
    HeldTimes cut = cut(whole, firstRuns);
    long[] times = new long[cut.count];
    Arrays.setAll(times, run -> whole.value(cut.firsts[run]));
    return new Timeline(
        whole.axis(), cut.firstSteps(), times, cut.steps(), whole.keys(), firstRuns);
  }

  /**
   * The same runs, none of which goes on from one series to the next.
   *
   * @param firstRuns gets the first run of each series, which all begin with a row
   */
  private HeldTimes cut(Timeline whole, int[] firstRuns) {
    HeldTimes cut = new HeldTimes();
    int run = 0;
    long from = 0;
    for (int series = 0; series < firstRuns.length; series++) {
      firstRuns[series] = cut.count;
      long end = whole.endOf(series);
      while (run < count && firsts[run] < end) {
        cut.append(Math.max(from, firsts[run]), Math.min(ends[run], end));
        if (ends[run] > end) {
          break;
        }
        run++;
      }
      from = end;
    }
    return cut;
  }
}
