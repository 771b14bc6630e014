// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.sequence.time.BadSeries;
import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/**
 * The series of a table with a column of keys, and the places that they get in one sequence: one
 * after the other in the order of their keys, each from its first time to its last.
 *
 * @param column of the keys
 * @param path of the table
 * @param type of the time column
 * @param counts of each series, in the order of the keys
 */
public record ManySeries(String column, String path, TimeType type, SeriesCounts counts) {
  /** Faulty series that a message describes. */
  private static final int DESCRIBED = 3;

  /**
   * Counts the rows of each series, by one grouping of all rows.
   *
   * @param rows with {@link TableColumns}
   * @throws BadInputException for rows without a key
   */
  public static ManySeries of(Dataset<Row> rows, String column, String path, TimeType type) {
    boolean areNumbers =
        rows.schema().apply(TableColumns.SERIES).dataType().equals(DataTypes.LongType);
    Dataset<Row> groups =
        rows.groupBy(TableColumns.SERIES)
            .agg(
                count(lit(1)),
                count(when(col(TableColumns.HAS_TIME), 1)),
                count(col(TableColumns.TIME)),
                min(col(TableColumns.TIME)),
                max(col(TableColumns.TIME)));
    JavaRDD<InternalRow> grouped = groups.queryExecution().toRdd().toJavaRDD();
    List<SeriesCounts> parts =
        grouped
            .coalesce(grouped.context().defaultParallelism())
            .mapPartitions(part -> List.of(SeriesCounts.of(part, areNumbers)).iterator())
            .collect();
    ManySeries series =
        new ManySeries(column, Wording.path(path), type, SeriesCounts.sorted(parts));
    series.requireKeys();
    return series;
  }

  private void requireKeys() {
    if (counts.keyless() > 0) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The series column \"%s\" of %s is empty in %,d rows. Give every row its series.",
              column,
              path,
              counts.keyless()));
    }
  }

  /** The number of rows. */
  public long rows() {
    return Arrays.stream(counts.rows()).sum();
  }

  /** The number of rows with something in the time column. */
  public long stored() {
    return Arrays.stream(counts.stored()).sum();
  }

  /** The number of rows with a time. */
  public long times() {
    return Arrays.stream(counts.times()).sum();
  }

  /**
   * The places of the series in one sequence.
   *
   * @param timeline of the series that are evaluated
   * @param warning of those that are left out
   */
  public record Placed(Timeline timeline, Optional<String> warning) {}

  /**
   * The places of the series.
   *
   * @param rules of the step, 1 for whole numbers where there is none and else that of the longest
   *     series; and of series whose number of rows is not that of their times
   * @throws BadInputException for such a series unless it is skipped, and where all are
   */
  public Placed placed(TimeRules rules) {
    long step = rules.step().map(asked -> asked.in(type)).orElseGet(this::found);
    int[] faulty = series(i -> !isWhole(i, step));
    if (faulty.length == 0) {
      return new Placed(timeline(step), Optional.empty());
    }
    if (rules.badSeries() == BadSeries.FAIL || faulty.length == counts.count()) {
      throw new BadInputException(faults(faulty) + advice(faulty, step));
    }
    SeriesCounts whole = counts.only(series(i -> isWhole(i, step)));
    return new Placed(
        new ManySeries(column, path, type, whole).timeline(step),
        Optional.of(faults(faulty) + "They are left out: --on-bad-series skip."));
  }

  private int[] series(IntPredicate condition) {
    return IntStream.range(0, counts.count()).filter(condition).toArray();
  }

  private Timeline timeline(long step) {
    long[] firstSteps = new long[counts.count()];
    long steps = 0;
    for (int series = 0; series < firstSteps.length; series++) {
      firstSteps[series] = steps;
      steps += counts.rows()[series];
    }
    return new Timeline(new TimeAxis(type, 0, step), firstSteps, counts.firsts(), steps, keys());
  }

  private SeriesKeys keys() {
    return counts.ends().length == 0
        ? SeriesKeys.of(column, counts.numbers())
        : SeriesKeys.of(column, counts.utf8(), counts.ends());
  }

  private long found() {
    return type.kind() == TimeType.Kind.INDEX ? 1 : Math.max(1, meanStep());
  }

  /** What the times of the longest series differ by on average. */
  private long meanStep() {
    int longest = 0;
    for (int series = 1; series < counts.count(); series++) {
      longest = counts.rows()[series] > counts.rows()[longest] ? series : longest;
    }
    return span(longest) / Math.max(1, counts.rows()[longest] - 1);
  }

  private long span(int series) {
    return counts.lasts()[series] - counts.firsts()[series];
  }

  /** Whether a series has as many rows as times; whether each has one is seen when it is read. */
  private boolean isWhole(int series, long step) {
    return counts.times()[series] == counts.rows()[series]
        && span(series) % step == 0
        && span(series) / step == counts.rows()[series] - 1;
  }

  /** The number of faulty series, and the first of them. */
  private String faults(int[] faulty) {
    List<String> described =
        Arrays.stream(faulty).limit(DESCRIBED).mapToObj(this::described).toList();
    return String.format(
        Locale.ROOT,
        "%,d of %,d series of %s have missing or duplicate times: %s%s. ",
        faulty.length,
        counts.count(),
        path,
        String.join(", ", described),
        faulty.length > DESCRIBED ? ", and others" : "");
  }

  private String advice(int[] faulty, long step) {
    if (faulty.length * 2L > counts.count() && meanStep() > 0 && meanStep() != step) {
      return "If that is right, give --time-step " + TimeStep.of(type, meanStep()) + ".";
    }
    return "Every time has to be there once, at steps of "
        + TimeStep.of(type, step)
        + ": correct them, or see --on-bad-series.";
  }

  private String described(int series) {
    return String.format(
        Locale.ROOT,
        "\"%s\" has %,d rows%s from %s to %s",
        cut(keys().text(series)),
        counts.rows()[series],
        counts.times()[series] < counts.rows()[series] ? ", some without a time," : "",
        type.text(counts.firsts()[series]),
        type.text(counts.lasts()[series]));
  }

  private static String cut(String key) {
    return key.length() > 20 ? Names.cut(key).substring(0, 20) + "..." : key;
  }
}
