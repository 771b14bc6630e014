// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.sequence.time.TimeType;
import java.util.Locale;
import java.util.Optional;

/**
 * What is wrong with each of many series, as far as its counts show it.
 *
 * @param counts of the series
 * @param type of the time column
 * @param rules for its times
 * @param step from one time to the next
 */
record SeriesFaults(SeriesCounts counts, TimeType type, TimeRules rules, long step) {

  /** The number of steps from the first time of a series to its last. */
  long steps(int series) {
    return Math.addExact(span(series) / step, 1);
  }

  private long span(int series) {
    return Math.subtractExact(counts.lasts()[series], counts.firsts()[series]);
  }

  /** The fault of a series, to follow its name. */
  Optional<String> of(int series) {
    long rows = counts.rows()[series];
    if (counts.times()[series] < rows) {
      return Optional.of(rowsOf(series) + ", some without a time");
    }
    if (counts.offGrid()[series] > 0 || span(series) % step != 0) {
      return Optional.of(
          rowsOf(series) + ", not at steps of " + TimeStep.of(type, step) + " from its first");
    }
    if (isMissingTimes(series) || isRepeatingTimes(series)) {
      return Optional.of(rowsOf(series));
    }
    return counts.unusable()[series] == 0
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, "%,d rows with unusable values", counts.unusable()[series]));
  }

  private boolean isMissingTimes(int series) {
    return rules.gaps() == Gaps.FAIL && counts.different()[series] < steps(series);
  }

  /** Where different times are not counted, and times may be missing, more is seen by reading. */
  private boolean isRepeatingTimes(int series) {
    long rows = counts.rows()[series];
    return rules.duplicates() == Duplicates.FAIL
        && (rows > steps(series) || rows > counts.different()[series]);
  }

  private String rowsOf(int series) {
    boolean timeless = counts.times()[series] == 0;
    return String.format(
        Locale.ROOT,
        "%,d rows%s",
        counts.rows()[series],
        timeless
            ? ""
            : " from "
                + type.text(counts.firsts()[series])
                + " to "
                + type.text(counts.lasts()[series]));
  }
}
