// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.deerpark.io.table.series.SkippedSeries;
import dev.deerpark.io.table.series.SkippedSeries.Skipped;
import dev.deerpark.sequence.time.Timeline;
import java.util.List;
import java.util.Optional;

/**
 * The times of a series.
 *
 * @param type what the time column holds
 * @param first the first time, a number or a text
 * @param last the last
 * @param step between neighbouring times, as {@code --time-step} takes it
 * @param held missing times over which the state is held; null where there are none
 * @param series lengths of many series; null of a single one
 * @param skippedSeries the number of series that were left out; null where there are none
 * @param skipped the first of these; null where there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeriesTimes(
    String type,
    Object first,
    Object last,
    String step,
    Long held,
    SeriesLengths series,
    Integer skippedSeries,
    List<Skipped> skipped) {

  /** The times of a timeline, and the series that are not on it. */
  public static SeriesTimes of(Timeline timeline, Optional<SkippedSeries> skipped) {
    return new SeriesTimes(
        timeline.axis().type().kind().label(),
        timeline.reported(0),
        timeline.reported(timeline.steps() - 1),
        timeline.axis().stepText(),
        timeline.held() == 0 ? null : timeline.held(),
        timeline.isOfSeries() ? SeriesLengths.of(timeline) : null,
        skipped.map(SkippedSeries::count).orElse(null),
        skipped.map(SkippedSeries::first).orElse(null));
  }
}
