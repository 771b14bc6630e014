// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.sequence.TimeRange;
import java.util.List;
import java.util.Locale;
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
  private final String path;
  private final String column;

  private TimeCheck(InputTable table) {
    this.table = table;
    this.path = Wording.path(table.query().path());
    this.column = table.query().timeColumn();
  }

  /**
   * The result of a check without errors.
   *
   * @param range of the series: the query's, or all of the table
   * @param order of the rows in their files
   */
  record Checked(TimeRange range, TimeOrder order) {}

  /**
   * Checks the time indexes of the query's range, or of the whole table.
   *
   * @throws BadInputException for no rows, one row, a missing, textual, negative, duplicate or
   *     skipped time index, or a range outside the data
   */
  static Checked check(InputTable table) {
    TimeScan scan = TimeScan.of(table, table.parts());
    return new Checked(new TimeCheck(table).check(scan.counts()), scan.order());
  }

  private TimeRange check(TimeCounts counts) {
    if (table.query().range().isPresent()) {
      return checkRange(table.query().range().get(), counts);
    }
    requireRows(counts);
    requireWholeNumbers(counts);
    requireNotNegative(counts);
    TimeRange found = new TimeRange(counts.first(), counts.last() + 1);
    requireEachOnce(counts, found, path);
    return found;
  }

  private TimeRange checkRange(TimeRange range, TimeCounts inside) {
    boolean reachesBothEnds =
        inside.rows() > 0 && inside.first() == range.from() && inside.last() == range.to() - 1;
    if (!reachesBothEnds) {
      requireWithinData(range);
    }
    requireEachOnce(inside, range, "the range " + range + " of " + path);
    return range;
  }

  private void requireWithinData(TimeRange range) {
    TimeCounts all = TimeScan.of(table, table.allParts()).counts();
    requireRows(all);
    if (all.times() == 0 || range.from() < all.first() || range.to() > all.last() + 1) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The range %s is outside the data: the time column \"%s\" of %s "
                  + "goes over %s. Choose a range within it.",
              range,
              column,
              path,
              all.times() == 0 ? "nothing" : all.first() + ":" + (all.last() + 1)));
    }
  }

  private void requireRows(TimeCounts counts) {
    if (counts.rows() == 0) {
      throw new BadInputException(
          String.format(Locale.ROOT, "The input %s is empty: it has columns, but no rows.", path));
    }
  }

  private void requireWholeNumbers(TimeCounts counts) {
    if (counts.stored() < counts.rows()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" of %s is empty in %d of %d rows. Give every row its time index.",
              column,
              path,
              counts.rows() - counts.stored(),
              counts.rows()));
    }
    if (counts.times() < counts.stored()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" of %s has something other than a whole number "
                  + "in %d of %d rows, such as %s. "
                  + "Give consecutive whole numbers (timestamps come later).",
              column,
              path,
              counts.stored() - counts.times(),
              counts.rows(),
              Wording.listed(words())));
    }
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
              "The time column \"%s\" of %s has %s. Number the rows from 0 or above.",
              column,
              path,
              negative.describe("negative time index", "negative time indexes")));
    }
  }

  private void requireEachOnce(TimeCounts counts, TimeRange expected, String where) {
    if (counts.rows() == 1 && expected.steps() == 1) {
      throw new BadInputException(
          String.format(
              Locale.ROOT, "There is one row in %s: a series needs at least two.", where));
    }
    if (counts.rows() != expected.steps()) {
      TimeFaults.refuse(table, expected, where);
    }
  }
}
