// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

/**
 * Counts the times of rows, which are added one after the other. Times at a regular distance, as
 * nearly all are, are only counted together. Not thread-safe.
 */
public final class TimeCounter {
  private final Differences differences = new Differences();
  private long rows;
  private long stored;
  private long times;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long falls;
  private long before;

  /** The last difference; at first one that no time has, since none falls from 0 that far. */
  private long step = Long.MIN_VALUE;

  /** The times since then that had the same difference, which are not counted yet. */
  private long regular;

  /** Adds a row with a time. */
  public void add(long time) {
    if (time - before == step && time >= before) {
      regular++;
    } else {
      addOther(time);
    }
    before = time;
  }

  private void addOther(long time) {
    countRegular();
    if (times > 0) {
      step = time - before;
      differences.add(step, 1);
      falls += time < before ? 1 : 0;
    }
    count(1);
    first = Math.min(first, time);
    last = Math.max(last, time);
  }

  private void countRegular() {
    if (regular > 0) {
      differences.add(step, regular);
      count(regular);
      last = Math.max(last, before);
      regular = 0;
    }
  }

  private void count(long more) {
    rows += more;
    stored += more;
    times += more;
  }

  /**
   * Adds a row without a time.
   *
   * @param something whether anything else is stored there
   */
  public void addNone(boolean something) {
    rows++;
    stored += something ? 1 : 0;
  }

  /** The counts of the rows so far. */
  public TimeCounts counts() {
    countRegular();
    return new TimeCounts(rows, stored, times, first, last, falls);
  }

  /** The differences of neighbouring times so far; rows without one are skipped. */
  public Differences differences() {
    countRegular();
    return differences;
  }
}
