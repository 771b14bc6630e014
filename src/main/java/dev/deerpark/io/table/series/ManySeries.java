// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.series.SkippedSeries.Skipped;
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
import org.apache.spark.sql.Column;
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
   * @param measures what else is counted
   * @throws BadInputException for rows without a key
   */
  public static ManySeries of(
      Dataset<Row> rows, String column, String path, TimeType type, SeriesMeasures measures) {
    boolean areNumbers =
        rows.schema().apply(TableColumns.SERIES).dataType().equals(DataTypes.LongType);
    Dataset<Row> groups = rows.groupBy(TableColumns.SERIES).agg(count(lit(1)), measures.columns());
    JavaRDD<InternalRow> grouped = groups.queryExecution().toRdd().toJavaRDD();
    List<SeriesCounts> parts =
        RddOperations.collect(
            RddOperations.mapPartitions(
                grouped.coalesce(grouped.context().defaultParallelism()),
                part -> List.of(SeriesCounts.of(part, areNumbers)).iterator()));
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
   * @param skipped those that are left out, where there are such
   */
  public record Placed(Timeline timeline, Optional<SkippedSeries> skipped) {}

  /**
   * The places of the series.
   *
   * @param rules for times that are missing or repeated, and for series with others
   * @param step from one time to the next
   * @throws BadInputException for a series that the rules do not allow, unless it is skipped, and
   *     where all are such
   */
  public Placed placed(TimeRules rules, long step) {
    SeriesFaults faults = new SeriesFaults(counts, type, rules, step);
    int[] faulty = series(i -> faults.of(i).isPresent());
    if (faulty.length == 0) {
      return new Placed(timeline(faults), Optional.empty());
    }
    if (rules.badSeries() == BadSeries.FAIL || faulty.length == counts.count()) {
      throw new BadInputException(described(faulty, faults) + advice(faulty, step));
    }
    SeriesCounts whole = counts.only(series(i -> faults.of(i).isEmpty()));
    return new Placed(
        new ManySeries(column, path, type, whole)
            .timeline(new SeriesFaults(whole, type, rules, step)),
        Optional.of(skipped(faulty, faults)));
  }

  private SkippedSeries skipped(int[] faulty, SeriesFaults faults) {
    return new SkippedSeries(
        faulty.length,
        Arrays.stream(faulty)
            .limit(SkippedSeries.LISTED)
            .mapToObj(i -> new Skipped(keys().text(i), faults.of(i).orElseThrow()))
            .toList(),
        described(faulty, faults) + "They are left out: --on-bad-series skip.");
  }

  private int[] series(IntPredicate condition) {
    return IntStream.range(0, counts.count()).filter(condition).toArray();
  }

  private Timeline timeline(SeriesFaults series) {
    long[] firstSteps = new long[counts.count()];
    long steps = 0;
    for (int i = 0; i < firstSteps.length; i++) {
      firstSteps[i] = steps;
      steps = Math.addExact(steps, series.steps(i));
    }
    TimeAxis axis = new TimeAxis(type, 0, series.step());
    return new Timeline(axis, firstSteps, counts.firsts(), steps, keys());
  }

  private SeriesKeys keys() {
    return counts.ends().length == 0
        ? SeriesKeys.of(column, counts.numbers())
        : SeriesKeys.of(column, counts.utf8(), counts.ends());
  }

  /** The series with the most rows; the first of several. */
  private int longest() {
    int longest = 0;
    for (int series = 1; series < counts.count(); series++) {
      longest = counts.rows()[series] > counts.rows()[longest] ? series : longest;
    }
    return longest;
  }

  /** Whether a row is of the series with the most rows. */
  public Column isOfLongest() {
    int longest = longest();
    return col(TableColumns.SERIES)
        .equalTo(
            counts.ends().length == 0 ? lit(counts.numbers()[longest]) : lit(keys().text(longest)));
  }

  /** The series with the most rows, for messages. */
  public String nameOfLongest() {
    return "series \"" + cut(keys().text(longest())) + "\" of " + path;
  }

  /** What the times of the longest series differ by on average. */
  private long meanStep() {
    int longest = longest();
    return (counts.lasts()[longest] - counts.firsts()[longest])
        / Math.max(1, counts.rows()[longest] - 1);
  }

  /** The number of faulty series, and the first of them. */
  private String described(int[] faulty, SeriesFaults faults) {
    List<String> described =
        Arrays.stream(faulty)
            .limit(DESCRIBED)
            .mapToObj(i -> "\"" + cut(keys().text(i)) + "\" has " + faults.of(i).orElseThrow())
            .toList();
    boolean byValues = Arrays.stream(faulty).anyMatch(series -> counts.unusable()[series] > 0);
    return String.format(
        Locale.ROOT,
        "%,d of %,d series of %s have missing or duplicate times%s: %s%s. ",
        faulty.length,
        counts.count(),
        path,
        byValues ? ", or values that cannot be used" : "",
        String.join("; ", described),
        faulty.length > DESCRIBED ? "; and others" : "");
  }

  private String advice(int[] faulty, long step) {
    if (faulty.length * 2L > counts.count() && meanStep() > 0 && meanStep() != step) {
      return "If that is right, give --time-step " + TimeStep.of(type, meanStep()) + ".";
    }
    return "Every time has to be there once, at steps of "
        + TimeStep.of(type, step)
        + ": correct them, or see --gaps, --duplicates and --on-bad-series.";
  }

  private static String cut(String key) {
    return key.length() > 20 ? Names.cut(key).substring(0, 20) + "..." : key;
  }
}
