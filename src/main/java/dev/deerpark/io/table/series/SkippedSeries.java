// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import java.util.List;

/**
 * The series that are left out.
 *
 * @param count of them
 * @param first at most {@link #LISTED} of them, in the order of their keys
 * @param sentence about them
 */
public record SkippedSeries(int count, List<Skipped> first, String sentence) {
  static final int LISTED = 100;

  public SkippedSeries {
    first = List.copyOf(first);
  }

  /**
   * One of them.
   *
   * @param series its key
   * @param has what keeps it from being evaluated
   */
  public record Skipped(String series, String has) {}
}
