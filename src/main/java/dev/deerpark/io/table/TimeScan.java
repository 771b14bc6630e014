// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.piece.FileScan;
import dev.deerpark.io.table.time.Differences;
import dev.deerpark.io.table.time.TimeCounts;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.Timeline;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** One reading of the time column alone, with the counts of each part that was read. */
final class TimeScan {
  /** The most tasks per core: enough for an even load, few enough to cost nothing. */
  private static final int TASKS_PER_CORE = 8;

  private final Optional<FileScan> files;
  private final List<Counted> parts;

  /** Why the rows may be in any order where there are no pieces. */
  private final String unordered;

  private TimeScan(Optional<FileScan> files, List<Counted> parts, String unordered) {
    this.files = files;
    this.parts = parts;
    this.unordered = unordered;
  }

  /** The counts, with the number of their partition, since they may arrive in any order. */
  @DefaultSerializer(RecordSerializer.class)
  record Counted(int part, TimeCounts counts, long[] differences) implements Serializable {
    Differences ofRows() {
      return Differences.of(differences);
    }
  }

  /**
   * Reads the times of some rows of a table, part by part.
   *
   * @throws dev.deerpark.base.BadInputException where a file cannot be read
   */
  static TimeScan of(InputTable table, List<Dataset<Row>> parts) {
    List<Dataset<Row>> times =
        parts.stream().map(rows -> rows.select(TableColumns.TIME, TableColumns.HAS_TIME)).toList();
    return ReadFailure.named(table.query().path(), () -> scanned(table, times));
  }

  private static TimeScan scanned(InputTable table, List<Dataset<Row>> times) {
    Optional<FileScan> files = table.origin().scan(times);
    JavaRDD<InternalRow> rows =
        files
            .map(FileScan::eachAlone)
            .orElseGet(() -> InputTable.together(times).queryExecution().toRdd().toJavaRDD());
    return new TimeScan(files, count(rows), table.origin().unordered());
  }

  /** The counts of each partition, in order. */
  private static List<Counted> count(JavaRDD<InternalRow> rows) {
    // Neighbouring partitions share a task where there are thousands of small files.
    int tasks = TASKS_PER_CORE * rows.context().defaultParallelism();
    JavaRDD<Counted> counts =
        RddOperations.mapPartitionsWithIndex(rows, TimeScan::counted).coalesce(tasks);
    return RddOperations.collect(counts).stream()
        .sorted(Comparator.comparingInt(Counted::part))
        .toList();
  }

  private static Iterator<Counted> counted(int part, Iterator<InternalRow> times) {
    Differences differences = new Differences();
    TimeCounts counts = TimeCounts.of(times, differences);
    return List.of(new Counted(part, counts, differences.toArray())).iterator();
  }

  /** The counts of all rows. */
  TimeCounts counts() {
    return parts.stream().map(Counted::counts).reduce(TimeCounts.NONE, TimeCounts::plus);
  }

  /** The order of the rows in their files. */
  TimeOrder order(Timeline timeline) {
    return files
        .map(
            scan ->
                TimeOrder.of(scan.pieces(), parts.stream().map(Counted::counts).toList(), timeline))
        .orElseGet(() -> TimeOrder.unknown(unordered));
  }

  /**
   * The differences of all rows in the order of time; empty where the parts are not in that order,
   * or overlap.
   */
  Optional<Differences> differences() {
    Differences all = new Differences();
    TimeCounts before = TimeCounts.NONE;
    for (Counted part : inTime()) {
      TimeCounts counts = part.counts();
      if (!counts.inOrder() || counts.first() < before.last()) {
        return Optional.empty();
      }
      all.addAll(part.ofRows());
      if (before.times() > 0) {
        all.add(counts.first() - before.last());
      }
      before = counts;
    }
    return Optional.of(all);
  }

  /** Whether it is known of all times that they are on the grid of an axis. */
  boolean isOn(TimeAxis axis) {
    return axis.step() == 1
        || inTime().stream()
            .allMatch(
                part ->
                    axis.holds(part.counts().first()) && part.ofRows().areMultiplesOf(axis.step()));
  }

  private List<Counted> inTime() {
    return parts.stream()
        .filter(part -> part.counts().times() > 0)
        .sorted(
            Comparator.comparingLong((Counted part) -> part.counts().first())
                .thenComparingLong(part -> part.counts().last()))
        .toList();
  }
}
