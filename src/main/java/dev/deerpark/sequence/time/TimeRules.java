// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import java.time.ZoneId;
import java.util.Optional;

/**
 * How a time column is read and what is allowed in it.
 *
 * @param step the difference from one time to the next; absent: 1 for whole numbers, else the only
 *     difference there is
 * @param gaps what becomes of missing times
 * @param duplicates what becomes of rows with the same time
 * @param format the pattern of times that are text, in the letters of Spark's and Java's date
 *     formats; absent: one of the ISO forms
 * @param zone the zone of times that are text without one, and of times in options; absent: that of
 *     the Spark session
 * @param badSeries what becomes of a series among many with missing or duplicate times
 */
public record TimeRules(
    Optional<TimeStep> step,
    Gaps gaps,
    Duplicates duplicates,
    Optional<String> format,
    Optional<ZoneId> zone,
    BadSeries badSeries) {

  /** Every time has to be there once. */
  public static final TimeRules STRICT =
      new TimeRules(
          Optional.empty(), Gaps.FAIL, Duplicates.FAIL, Optional.empty(), Optional.empty());

  /** Rules that leave out no series. */
  public TimeRules(
      Optional<TimeStep> step,
      Gaps gaps,
      Duplicates duplicates,
      Optional<String> format,
      Optional<ZoneId> zone) {
    this(step, gaps, duplicates, format, zone, BadSeries.FAIL);
  }
}
