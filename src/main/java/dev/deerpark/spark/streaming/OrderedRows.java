// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.settings.streaming.OrderRules;
import dev.deerpark.settings.streaming.OrderRules.Late;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * The rows of one series that are walked, one after the other: those that arrived, without the ones
 * that a rule drops, and with those that a rule fills in.
 */
final class OrderedRows implements Iterator<InputRow> {
  private final Iterator<InputRow> arrived;
  private final StreamTimes times;
  private final OrderRules rules;
  private final String series;

  /** The row before the next one; null before the first row of a series. */
  private InputRow last;

  /** A row that comes once those before it are filled in; null without one. */
  private InputRow waiting;

  private InputRow next;

  /**
   * @param arrived in their {@linkplain InputRow#compareTo order}
   * @param last the row that the state has consumed last; null where there is none
   * @param series its name for messages, with a space before it; empty where it has none
   */
  OrderedRows(
      List<InputRow> arrived, InputRow last, StreamTimes times, OrderRules rules, String series) {
    this.arrived = arrived.iterator();
    this.last = last;
    this.times = times;
    this.rules = rules;
    this.series = series;
    this.next = find();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /**
   * @throws BadInputException where the row after this one breaks a rule
   */
  @Override
  public InputRow next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    InputRow found = next;
    last = found;
    next = find();
    return found;
  }

  /** The row that follows the last one; null at the end. */
  private InputRow find() {
    if (waiting != null) {
      return towards(waiting);
    }
    while (arrived.hasNext()) {
      InputRow row = arrived.next();
      if (last == null || times.follows(last.time(), row.time())) {
        return row;
      }
      if (row.time() > last.time()) {
        return over(row);
      }
      refuseUnlessDropped(row);
    }
    return null;
  }

  /** A row after a gap, or the first of the rows that fill it. */
  private InputRow over(InputRow row) {
    if (!times.isOnGrid(last.time(), row.time())) {
      throw refused(
          "has a row of the time %s, which is no whole number of steps of %s after %s. Correct it, or"
              + " give another --time-step.",
          text(row), times.stepText(), text(last));
    }
    if (rules.gaps() == Gaps.FAIL) {
      throw refused(
          "has no row between the times %s and %s. Send the missing rows, or give --gaps"
              + " fill-previous or hold-state.",
          text(last), text(row));
    }
    if (rules.gaps() == Gaps.HOLD_STATE) {
      return row;
    }
    if (last.values() == null) {
      throw refused(
          "has no row between the time %s of its first state and %s, and the values of the row"
              + " before are not known, so that --gaps fill-previous cannot fill them in. Send the"
              + " missing rows, or give --gaps hold-state.",
          text(last), text(row));
    }
    long missing = times.between(last.time(), row.time());
    if (missing > rules.longestFill()) {
      throw refused(
          "has a row of the time %s, before which %,d steps from %s on would be filled in, more than"
              + " %,d. Correct its time, or give a larger --longest-fill.",
          text(row), missing, text(last), rules.longestFill());
    }
    return towards(row);
  }

  private InputRow towards(InputRow row) {
    InputRow filled = last.at(times.next(last.time()));
    waiting = filled.time() < row.time() ? row : null;
    return waiting == null ? row : filled;
  }

  private void refuseUnlessDropped(InputRow row) {
    boolean duplicate = row.time() == last.time() && last.values() != null;
    if (duplicate && !isDropped(row)) {
      throw refused(
          "has two rows of the time %s%s. Correct them, or give --duplicates %s.",
          text(row),
          row.hasValuesOf(last) ? "" : ", with different values",
          row.hasValuesOf(last) ? "drop-identical" : "keep-first");
    }
    if (!duplicate && rules.late() == Late.FAIL) {
      throw refused(
          "has a row of the time %s, but its state is already that of %s. Send rows in the order"
              + " of time, or give --late drop.",
          text(row), text(last));
    }
  }

  private String text(InputRow row) {
    return times.text(row.time());
  }

  private boolean isDropped(InputRow row) {
    return rules.duplicates() == Duplicates.KEEP_FIRST
        || rules.duplicates() == Duplicates.DROP_IDENTICAL && row.hasValuesOf(last);
  }

  private BadInputException refused(String sentence, Object... arguments) {
    return new BadInputException(
        "The series" + series + " " + String.format(Locale.ROOT, sentence, arguments));
  }
}
