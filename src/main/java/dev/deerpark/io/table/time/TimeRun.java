// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

/**
 * A summary of a sorted run of time indexes: those that occur more than once, and those that are
 * missing between two others. Consecutive runs are joined with {@link #append}, which also checks
 * the border between them. Not thread-safe.
 */
public final class TimeRun {
  private final Occurrences duplicates = new Occurrences();
  private final Occurrences missing = new Occurrences();
  private final Differences differences = new Differences();
  private boolean empty = true;
  private boolean begun;
  private long first;
  private long last;

  /** An empty run. */
  public TimeRun() {}

  /** An empty run that expects {@code from} as its next time index. */
  public static TimeRun expecting(long from) {
    TimeRun run = new TimeRun();
    run.empty = false;
    run.first = from - 1;
    run.last = from - 1;
    return run;
  }

  /** Adds a time index, at least as large as the one before. */
  public void add(long time) {
    if (empty) {
      empty = false;
      first = time;
    } else {
      meet(time);
    }
    begun = true;
    last = time;
  }

  /** Adds a later run. */
  public void append(TimeRun later) {
    if (later.empty) {
      return;
    }
    add(later.first);
    duplicates.addAll(later.duplicates);
    missing.addAll(later.missing);
    differences.addAll(later.differences);
    last = later.last;
  }

  /** Ends the run: the last time index should have been {@code to - 1}. */
  public void end(long to) {
    missing.addRange(last + 1, to);
  }

  private void meet(long time) {
    if (time == last) {
      duplicates.add(time);
    } else {
      missing.addRange(last + 1, time);
      if (begun) {
        differences.add(time - last);
      }
    }
  }

  public Occurrences duplicates() {
    return duplicates;
  }

  public Occurrences missing() {
    return missing;
  }

  /** The differences between consecutive distinct time indexes. */
  public Differences differences() {
    return differences;
  }
}
