// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.series.SkippedSeries;
import dev.deerpark.io.table.time.Occurrences;
import dev.deerpark.io.table.time.TimeCounts;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.TimeWindow;
import dev.deerpark.sequence.time.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Checks the time column with one reading of that column alone. A series whose number of rows fits
 * its first and last time can still have a duplicate for every gap; such duplicates are found when
 * the blocks are read, which sees every row in order.
 */
final class TimeCheck {
  private final InputTable table;
  private final TimeRules rules;
  private final String path;
  private final String column;

  private TimeCheck(InputTable table) {
    this.table = table;
    this.rules = table.query().times();
    this.path = Wording.path(table.query().path());
    this.column = table.query().timeColumn();
  }

  /**
   * The result of a check without errors.
   *
   * @param table with positions on the timeline
   * @param sent the timeline of the series: of the query's range, or of all of the table
   * @param order of the rows in their files
   * @param skipped series that are left out, where there are such
   */
  record Checked(
      InputTable table, TravellingTimeline sent, TimeOrder order, Optional<SkippedSeries> skipped) {
    /**
     * @param table without positions
     */
    static Checked of(
        InputTable table, Timeline timeline, TimeOrder order, Optional<SkippedSeries> skipped) {
      TravellingTimeline sent = table.travelling(timeline);
      return new Checked(table.on(sent), sent, order, skipped);
    }

    Timeline timeline() {
      return sent.get();
    }

    /** The positions of the series. */
    TimeRange range() {
      long first = timeline().firstPosition();
      return new TimeRange(first, first + timeline().steps());
    }
  }

  /**
   * Checks the times of the query's range, or of the whole table.
   *
   * @throws BadInputException for no rows, one row, a time that is missing, not of the column's
   *     type or format, or off the grid; for a negative time index, for a duplicate or missing time
   *     that the rules do not allow, and for a range outside the data
   */
  static Checked check(InputTable table) {
    return new TimeCheck(table).check();
  }

  private Checked check() {
    return table.query().seriesColumn().isPresent()
        ? new ManySeriesCheck(table, this).check()
        : ofOne();
  }

  static BadInputException onlyOneRow(String where) {
    return new BadInputException(
        String.format(Locale.ROOT, "There is one row in %s: a series needs at least two.", where));
  }

  private Checked ofOne() {
    Optional<Window> window = table.query().range().map(this::window);
    TimeScan scan = TimeScan.of(table, window);
    TimeCounts counts = scan.counts();
    if (window.isEmpty()) {
      requireRows(counts);
      requireTimes(counts);
    } else if (counts.times() == 0) {
      throw outside(window.get());
    }
    TimeAxis axis = new AxisChoice(table, scan).axis();
    TimeRange expected =
        window.map(w -> within(w, counts, axis)).orElseGet(() -> all(counts, axis));
    String where = window.map(w -> "the range " + w + " of " + path).orElse(path);
    if (expected.steps() == 1) {
      throw onlyOneRow(where);
    }
    Timeline whole = Timeline.of(axis, expected.from(), expected.steps());
    TravellingTimeline sent = table.travelling(whole);
    InputTable placed = table.on(sent);
    requireEachOnce(counts, expected, placed, whole, where);
    if (rules.gaps() != Gaps.HOLD_STATE) {
      return new Checked(placed, sent, scan.order(whole), Optional.empty());
    }
    Timeline held = HeldTimes.find(placed, whole, expected);
    return Checked.of(table, held, scan.order(held), Optional.empty());
  }

  /** The query's range in the values of the time column. */
  record Window(String text, long from, long to) {
    @Override
    public String toString() {
      return text;
    }
  }

  Window window(TimeWindow texts) {
    try {
      TimeType type = table.timeType();
      long from = type.parse(texts.from());
      long to = type.parse(texts.to());
      if (from >= to) {
        throw new BadInputException("give a first time that is before the last");
      }
      return new Window(texts.toString(), from, to);
    } catch (BadInputException refused) {
      throw new BadInputException(
          "--range is '" + texts + "': " + refused.getMessage() + ".", refused);
    }
  }

  private TimeRange all(TimeCounts counts, TimeAxis axis) {
    if (axis.isIdentity()) {
      requireNotNegative(counts);
    }
    return new TimeRange(axis.index(counts.first()), axis.index(counts.last()) + 1);
  }

  /** The time indexes of a range; of whole numbers that are indexes themselves, both its ends. */
  private TimeRange within(Window window, TimeCounts inside, TimeAxis axis) {
    if (axis.isIdentity() && window.from < 0) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The range %s of %s begins before 0. Give --time-step 1 where times may be negative.",
              window,
              path));
    }
    long from = axis.isIdentity() ? window.from : axis.index(inside.first());
    long end = axis.index(window.to - 1) + 1;
    boolean reachesBothEnds =
        inside.first() - window.from < axis.step() && window.to - inside.last() <= axis.step();
    if (!reachesBothEnds) {
      requireWithinData(window, axis);
      if (inside.first() - window.from >= axis.step()
          && (rules.gaps() != Gaps.FAIL || !axis.isIdentity())) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "The range %s of %s begins with missing rows: the first time in it is %s. Begin"
                    + " there, or earlier.",
                window,
                path,
                table.timeType().text(inside.first())));
      }
    }
    return new TimeRange(from, end);
  }

  private void requireWithinData(Window window, TimeAxis axis) {
    TimeCounts all = TimeScan.of(table, Optional.empty()).counts();
    if (window.from <= all.first() - axis.step() || window.to - axis.step() > all.last()) {
      throw outside(window, all);
    }
  }

  private BadInputException outside(Window window) {
    TimeCounts all = TimeScan.of(table, Optional.empty()).counts();
    requireRows(all);
    return outside(window, all);
  }

  private BadInputException outside(Window window, TimeCounts all) {
    TimeType type = table.timeType();
    String over =
        all.times() == 0
            ? "nothing"
            : type.kind() == TimeType.Kind.INDEX
                ? all.first() + ":" + (all.last() + 1)
                : type.text(all.first()) + " to " + type.text(all.last());
    return new BadInputException(
        String.format(
            Locale.ROOT,
            "The range %s is outside the data: the time column \"%s\" of %s "
                + "goes over %s. Choose a range within it.",
            window,
            column,
            path,
            over));
  }

  void requireRows(TimeCounts counts) {
    if (counts.rows() == 0) {
      throw new BadInputException(
          String.format(Locale.ROOT, "The input %s is empty: it has columns, but no rows.", path));
    }
  }

  void requireTimes(TimeCounts counts) {
    if (counts.stored() < counts.rows()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" of %s is empty in %d of %d rows. Give every row its time.",
              column,
              path,
              counts.rows() - counts.stored(),
              counts.rows()));
    }
    if (counts.times() < counts.stored()) {
      TimeType type = table.timeType();
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" of %s has something other than %s in %d of %d rows, such as"
                  + " %s. %s",
              column,
              path,
              wanted(type),
              counts.stored() - counts.times(),
              counts.rows(),
              Wording.listed(words()),
              advice(type)));
    }
  }

  private static String wanted(TimeType type) {
    return switch (type.kind()) {
      case INDEX -> "a whole number";
      case TEXT -> "a time of the format " + type.pattern();
      case DATE -> "a date";
      case TIMESTAMP, LOCAL_TIMESTAMP -> "whole microseconds";
    };
  }

  private static String advice(TimeType type) {
    return switch (type.kind()) {
      case INDEX -> "Give whole numbers, or the --time-format of the text.";
      case TEXT -> "Correct them, or give another --time-format.";
      case DATE -> "Correct them.";
      case TIMESTAMP, LOCAL_TIMESTAMP -> "Round them: Spark's timestamps have nothing finer.";
    };
  }

  private List<String> words() {
    Column textual = col(TableColumns.HAS_TIME).and(col(TableColumns.TIME).isNull());
    Dataset<Row> words = table.all().filter(textual).select(TableColumns.TIME_TEXT);
    return words.limit(Occurrences.KEPT).collectAsList().stream()
        .map(row -> "\"" + Wording.cut(row.getString(0)) + "\"")
        .toList();
  }

  private void requireNotNegative(TimeCounts counts) {
    if (counts.first() < 0) {
      Occurrences negative = Occurrences.find(table.all(), col(TableColumns.TIME).lt(0));
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" of %s has %s. Number the rows from 0 or above, or give"
                  + " --time-step 1.",
              column,
              path,
              negative.describe(Long::toString, "negative time index", "negative time indexes")));
    }
  }

  /** As far as the number of rows shows; the rest is seen when the rows are read in order. */
  private void requireEachOnce(
      TimeCounts counts, TimeRange expected, InputTable placed, Timeline timeline, String where) {
    boolean gaps = counts.rows() < expected.steps() && rules.gaps() == Gaps.FAIL;
    boolean duplicates = counts.rows() > expected.steps() && rules.duplicates() == Duplicates.FAIL;
    if (gaps || duplicates) {
      TimeFaults.refuse(placed, timeline, expected, where);
    }
  }
}
