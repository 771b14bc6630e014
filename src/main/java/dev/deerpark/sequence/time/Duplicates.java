// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

/** What becomes of rows that have the time of another row. */
public enum Duplicates {
  /** The series is refused. */
  FAIL,

  /** One row stays of those that are equal in all values that are read; others are refused. */
  DROP_IDENTICAL,

  /**
   * The first row stays: the first in its file, and of several files that of the first name in the
   * order of their characters.
   */
  KEEP_FIRST
}
