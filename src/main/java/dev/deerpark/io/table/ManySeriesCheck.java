// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.series.ManySeries;
import dev.deerpark.io.table.series.SeriesMeasures;
import dev.deerpark.io.table.time.Differences;
import dev.deerpark.io.table.time.TimeCounts;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.BadSeries;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks the times of many series in one table, by a grouping of its rows. As with one series, what
 * the number of rows does not show is found when the blocks are read.
 */
final class ManySeriesCheck {
  private final SeriesQuery query;
  private final TimeRules rules;
  private final TimeType type;
  private final TimeCheck check;
  private final Optional<TimeCheck.Window> window;
  private final InputTable table;

  /**
   * @throws BadInputException for a range that cannot be understood
   */
  ManySeriesCheck(InputTable table, TimeCheck check) {
    this.query = table.query();
    this.rules = query.times();
    this.type = table.timeType();
    this.check = check;
    this.window = query.range().map(check::window);
    this.table = window.map(range -> table.within(range.from(), range.to())).orElse(table);
  }

  /**
   * @throws BadInputException as {@link TimeCheck#check} does, and for rows without a key
   */
  TimeCheck.Checked check() {
    OptionalLong known = knownStep();
    boolean strict = rules.gaps() == Gaps.FAIL && rules.duplicates() == Duplicates.FAIL;
    boolean skips = rules.badSeries() == BadSeries.SKIP;
    ManySeries series = counted(strict ? OptionalLong.empty() : known, skips);
    requireTimes(series);
    long step = known.orElseGet(() -> found(series));
    ManySeries onGrid =
        strict || known.isPresent() ? series : counted(OptionalLong.of(step), skips);
    ManySeries.Placed placed = placed(onGrid, step);
    Timeline whole = placed.timeline();
    if (whole.steps() == 1) {
      throw TimeCheck.onlyOneRow(Wording.path(query.path()));
    }
    Timeline timeline = rules.gaps() == Gaps.HOLD_STATE ? held(whole) : whole;
    TimeOrder order = TimeOrder.unknown("the rows of each series have to be brought together");
    return TimeCheck.Checked.of(table, timeline, order, placed.skipped());
  }

  private Timeline held(Timeline whole) {
    return HeldTimes.find(
        table.on(table.travelling(whole)), whole, new TimeRange(0, whole.steps()));
  }

  private OptionalLong knownStep() {
    return rules
        .step()
        .map(step -> OptionalLong.of(step.in(type)))
        .orElse(type.kind() == TimeType.Kind.INDEX ? OptionalLong.of(1) : OptionalLong.empty());
  }

  private ManySeries counted(OptionalLong step, boolean each) {
    return ReadFailure.named(
        query.path(),
        () ->
            ManySeries.of(
                table.all(),
                query.seriesColumn().orElseThrow(),
                query.path(),
                type,
                new SeriesMeasures(step, each, query.valueColumns().size())));
  }

  private void requireTimes(ManySeries series) {
    TimeCounts counts = new TimeCounts(series.rows(), series.stored(), series.times(), 0, 0, 0);
    if (counts.rows() == 0 && window.isPresent()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "No series of %s has a row in the range %s. Choose another.",
              Wording.path(query.path()),
              window.get()));
    }
    check.requireRows(counts);
    if (rules.badSeries() == BadSeries.FAIL) {
      check.requireTimes(counts);
    }
  }

  private ManySeries.Placed placed(ManySeries series, long step) {
    try {
      return series.placed(rules, step);
    } catch (ArithmeticException tooFar) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The times of %s are too far apart for steps of %s: correct them, or give a longer"
                  + " --time-step.",
              Wording.path(query.path()),
              TimeStep.of(type, step)),
          tooFar);
    }
  }

  /** The only difference of times in the longest series; 1 where no series has two. */
  private long found(ManySeries series) {
    Differences differences =
        TimeFaults.sorted(table.all().filter(series.isOfLongest()), TableColumns.TIME)
            .withoutZero();
    return differences.total() == 0
        ? 1
        : AxisChoice.onlyStep(differences, query.timeColumn(), series.nameOfLongest(), type);
  }
}
