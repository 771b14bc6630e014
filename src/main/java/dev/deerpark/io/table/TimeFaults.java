// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.time.Differences;
import dev.deerpark.io.table.time.TimeRun;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.Timeline;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Finds duplicate and missing time indexes: a range-partitioned sort of the time column alone, a
 * summary of every partition, and the summaries joined in order on the driver. Only a series with
 * known errors pays for this.
 */
final class TimeFaults {
  private TimeFaults() {}

  /**
   * Compares the rows of a range with the times of that range, as far as the table's rules demand.
   *
   * @param table with positions on the timeline
   * @param where the place as the message names it, such as {@code the range 0:100 of PATH}
   * @throws BadInputException with the counts and the first ten of each kind
   */
  static void refuse(InputTable table, Timeline timeline, TimeRange range, String where) {
    TimeRun run = TimeRun.expecting(range.from());
    for (TimeRun part : sortedParts(table, range, TimeFaults::summarise)) {
      run.append(part);
    }
    run.end(range.to());
    LongFunction<String> text = at -> timeline.text(at - timeline.firstPosition());
    TimeRules rules = table.query().times();
    List<String> found = new ArrayList<>();
    if (run.duplicates().count() > 0 && rules.duplicates() == Duplicates.FAIL) {
      found.add(run.duplicates().describe(text, "duplicate row", "duplicate rows"));
    }
    if (run.missing().count() > 0 && rules.gaps() == Gaps.FAIL) {
      found.add(run.missing().describe(text, "missing row", "missing rows"));
    }
    if (found.isEmpty()) {
      throw changed(table.query().path());
    }
    long step = run.differences().common().orElse(1);
    if (step > 1 && timeline.axis().isIdentity()) {
      throw steps(table, where, step, run);
    }
    throw new BadInputException(
        String.format(
            Locale.ROOT,
            "The time column \"%s\" of %s has %s. "
                + "Every time must occur exactly once: correct them, choose a range without them,"
                + " or see --duplicates and --gaps.",
            table.query().timeColumn(),
            where,
            String.join(" and ", found)));
  }

  /** The exception for a series that has changed since it was opened. */
  static BadInputException changed(String path) {
    return new BadInputException(
        String.format(
            Locale.ROOT,
            "The input %s changed while it was read. Run again when nothing writes to it.",
            Wording.path(path)));
  }

  /**
   * The exception for a series whose time indexes mostly differ by the same number, other than one.
   */
  private static BadInputException steps(InputTable table, String where, long step, TimeRun run) {
    Differences differences = run.differences();
    long others = differences.total() - differences.count(step);
    String duplicates =
        run.duplicates().count() == 0
            ? ""
            : ", and has "
                + run.duplicates().describe(Long::toString, "duplicate row", "duplicate rows");
    return new BadInputException(
        String.format(
            Locale.ROOT,
            "The time column \"%s\" of %s goes up by %d from row to row%s: every %s time index is "
                + "there%s. Give --time-step %d.",
            table.query().timeColumn(),
            where,
            step,
            others == 0 ? "" : " (but for " + others + " of " + differences.total() + ")",
            ordinal(step),
            duplicates,
            step));
  }

  private static String ordinal(long number) {
    boolean teens = number % 100 >= 11 && number % 100 <= 13;
    String ending =
        switch ((int) (number % 10)) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
    return number + (teens ? "th" : ending);
  }

  /** The differences of all times of some rows, after a sort. */
  static Differences sorted(Dataset<Row> rows, String column) {
    TimeRun run = new TimeRun();
    for (TimeRun part : sortedParts(rows.select(column), column, TimeFaults::summarise)) {
      run.append(part);
    }
    return run.differences();
  }

  /**
   * What a function makes of the sorted positions of each partition of a range-partitioned sort.
   */
  static <T> List<T> sortedParts(
      InputTable table, TimeRange range, FlatMapFunction<Iterator<InternalRow>, T> summary) {
    Dataset<Row> positions = table.rows(range).select(TableColumns.POSITION);
    return sortedParts(positions, TableColumns.POSITION, summary);
  }

  private static <T> List<T> sortedParts(
      Dataset<Row> times, String column, FlatMapFunction<Iterator<InternalRow>, T> summary) {
    // As many partitions as the scan has, whose number grows with the data; a single gzipped file
    // is scanned as one.
    int parts =
        Math.max(
            times.rdd().getNumPartitions(),
            times.sparkSession().sparkContext().defaultParallelism());
    Dataset<Row> sorted =
        times.repartitionByRange(parts, times.col(column)).sortWithinPartitions(column);
    JavaRDD<InternalRow> rows = sorted.queryExecution().toRdd().toJavaRDD();
    return rows.mapPartitions(summary).collect();
  }

  private static Iterator<TimeRun> summarise(Iterator<InternalRow> rows) {
    TimeRun run = new TimeRun();
    while (rows.hasNext()) {
      run.add(rows.next().getLong(0));
    }
    return List.of(run).iterator();
  }
}
