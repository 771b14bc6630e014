// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

/** What becomes of the times of a series that have no row. */
public enum Gaps {
  /** The series is refused. */
  FAIL,

  /** A missing row takes the values of the row before it. */
  FILL_PREVIOUS,

  /**
   * Nothing is evaluated at a missing time: the state stays that of the time before, and the result
   * has no row.
   */
  HOLD_STATE
}
