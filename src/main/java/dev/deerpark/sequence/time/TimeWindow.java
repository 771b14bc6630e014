// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

/**
 * The times {@code from <= t < to} of a series, as texts whose meaning depends on the time column.
 *
 * @param from the first time
 * @param to the first time after it
 */
public record TimeWindow(String from, String to) {

  /** A window of whole numbers. */
  public static TimeWindow of(long from, long to) {
    return new TimeWindow(Long.toString(from), Long.toString(to));
  }

  /** {@code 0:100}, or {@code 2018-01-01/2018-02-01} where the times have colons or dashes. */
  @Override
  public String toString() {
    return from + (from.matches("-?\\d+") ? ":" : "/") + to;
  }
}
