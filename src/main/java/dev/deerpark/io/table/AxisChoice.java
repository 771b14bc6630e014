// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.time.Differences;
import dev.deerpark.io.table.time.Occurrences;
import dev.deerpark.io.table.time.Positions;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Chooses the axis of a time column: from the step that was given, or else, for times that are no
 * whole numbers, from the only difference there is.
 */
final class AxisChoice {
  private final InputTable table;
  private final TimeScan scan;
  private final TimeType type;

  AxisChoice(InputTable table, TimeScan scan) {
    this.table = table;
    this.scan = scan;
    this.type = table.timeType();
  }

  /**
   * The axis, with the first time as its origin.
   *
   * @throws BadInputException where there is no single step, or a time is off the grid
   */
  TimeAxis axis() {
    Optional<TimeStep> given = table.query().times().step();
    if (type.kind() == TimeType.Kind.INDEX && given.isEmpty()) {
      return TimeAxis.INDEXES;
    }
    long step = given.isPresent() ? given.get().in(type) : found();
    TimeAxis axis = new TimeAxis(type, scan.counts().first(), step);
    if (!scan.isOn(axis)) {
      requireOn(axis);
    }
    return axis;
  }

  private long found() {
    Differences differences =
        scan.differences()
            .orElseGet(() -> TimeFaults.sorted(InputTable.together(scan.rows()), TableColumns.TIME))
            .withoutZero();
    if (differences.mostFrequent().isEmpty()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "There is one time in %s, which has no step: give --time-step.",
              Wording.path(table.query().path())));
    }
    return onlyStep(
        differences, table.query().timeColumn(), Wording.path(table.query().path()), type);
  }

  /**
   * The only one of some differences.
   *
   * @param differences at least one, without zero
   * @param where for messages
   * @throws BadInputException which proposes the most frequent, where there are others
   */
  static long onlyStep(Differences differences, String column, String where, TimeType type) {
    long step = differences.mostFrequent().orElseThrow();
    if (differences.count(step) < differences.total()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" of %s has no single step: %d of %d differences are %s. Give"
                  + " --time-step %s, if that is right, to hear where rows are missing; --gaps says"
                  + " what to do about them.",
              column,
              where,
              differences.count(step),
              differences.total(),
              TimeStep.of(type, step),
              TimeStep.of(type, step)));
    }
    return step;
  }

  private void requireOn(TimeAxis axis) {
    Column time = col(TableColumns.TIME);
    Column off = Positions.of(time, Timeline.of(axis, 0, 1)).isNull();
    Dataset<Row> all = InputTable.together(scan.rows());
    Occurrences found = Occurrences.find(all, off);
    if (found.count() == 0) {
      return;
    }
    long first = found.first()[0];
    long before = axis.index(first);
    String file = all.filter(time.equalTo(first)).select(input_file_name()).first().getString(0);
    throw new BadInputException(
        String.format(
            Locale.ROOT,
            "The time column \"%s\" has %s, counted by %s from %s. The first, in %s, is between %s"
                + " and %s. Correct them, or give another --time-step.",
            table.query().timeColumn(),
            found.describe(type::text, "time off the grid", "times off the grid"),
            axis.stepText(),
            axis.text(0),
            Wording.path(file),
            axis.text(before),
            axis.text(before + 1)));
  }
}
