// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

/** What becomes of a series among many whose times are not there once each. */
public enum BadSeries {
  /** All are refused. */
  FAIL,
  /** It is left out, and the others are evaluated. */
  SKIP
}
