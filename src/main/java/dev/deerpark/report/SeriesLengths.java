// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import dev.deerpark.sequence.time.Timeline;
import java.util.stream.IntStream;

/**
 * The lengths of many series.
 *
 * @param column that tells them apart
 * @param count of series
 * @param shortest in steps
 * @param median in steps; the upper of two
 * @param longest in steps
 */
public record SeriesLengths(String column, int count, long shortest, long median, long longest) {

  /** The lengths of the series of a timeline. */
  public static SeriesLengths of(Timeline timeline) {
    long[] lengths =
        IntStream.range(0, timeline.series()).mapToLong(timeline::lengthOf).sorted().toArray();
    return new SeriesLengths(
        timeline.keys().column(),
        lengths.length,
        lengths[0],
        lengths[lengths.length / 2],
        lengths[lengths.length - 1]);
  }
}
