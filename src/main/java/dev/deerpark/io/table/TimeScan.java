// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.piece.FileScan;
import dev.deerpark.io.table.time.Differences;
import dev.deerpark.io.table.time.TimeCounter;
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
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** One reading of the time column alone, with the counts of each part that was read. */
final class TimeScan {
  /** The most tasks per core: enough for an even load, few enough to cost nothing. */
  private static final int TASKS_PER_CORE = 8;

  private final List<Dataset<Row>> rows;
  private final Optional<List<FileScan.Piece>> pieces;
  private final List<Counted> parts;

  /** Why the rows may be in any order where there are no pieces. */
  private final String unordered;

  private TimeScan(
      List<Dataset<Row>> rows,
      Optional<List<FileScan.Piece>> pieces,
      List<Counted> parts,
      String unordered) {
    this.rows = rows;
    this.pieces = pieces;
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
   * Reads the times of a table, part by part.
   *
   * @param window outside which rows are left out, where it is given
   * @throws dev.deerpark.base.BadInputException where a file cannot be read
   */
  static TimeScan of(InputTable table, Optional<TimeCheck.Window> window) {
    return ReadFailure.named(table.query().path(), () -> scanned(table, window));
  }

  private static TimeScan scanned(InputTable table, Optional<TimeCheck.Window> window) {
    TableOrigin origin = table.origin();
    List<Dataset<Row>> rows =
        window.map(range -> table.between(range.from(), range.to())).orElseGet(table::allParts);
    List<Dataset<Row>> times =
        rows.stream().map(part -> part.select(TableColumns.TIME, TableColumns.HAS_TIME)).toList();
    Optional<FileScan<ColumnarBatch>> batches = origin.scanOfStoredNumbers(times, 1);
    if (batches.isPresent()) {
      List<Counted> counted = count(batches.get().eachAlone(), new TimeBatches(window));
      return new TimeScan(rows, batches.map(FileScan::pieces), counted, origin.unordered());
    }
    Optional<FileScan<InternalRow>> files = origin.scan(times);
    JavaRDD<InternalRow> each =
        files
            .map(FileScan::eachAlone)
            .orElseGet(() -> InputTable.together(times).queryExecution().toRdd().toJavaRDD());
    return new TimeScan(
        rows, files.map(FileScan::pieces), count(each, TimeScan::add), origin.unordered());
  }

  /** Adds rows to a count. */
  @FunctionalInterface
  interface Adding<R> extends Serializable {
    /**
     * @param rows a row, or a batch of rows, which may be used again for the next
     */
    void add(R rows, TimeCounter counter);
  }

  /** The counts of each partition, in order. */
  private static <R> List<Counted> count(JavaRDD<R> rows, Adding<R> adding) {
    // Neighbouring partitions share a task where there are thousands of small files.
    int tasks = TASKS_PER_CORE * rows.context().defaultParallelism();
    JavaRDD<Counted> counts =
        RddOperations.<R, Counted>mapPartitionsWithIndex(
                rows, (part, each) -> counted(part, each, adding))
            .coalesce(tasks);
    return RddOperations.collect(counts).stream()
        .sorted(Comparator.comparingInt(Counted::part))
        .toList();
  }

  private static <R> Iterator<Counted> counted(int part, Iterator<R> rows, Adding<R> adding) {
    TimeCounter counter = new TimeCounter();
    while (rows.hasNext()) {
      adding.add(rows.next(), counter);
    }
    return List.of(new Counted(part, counter.counts(), counter.differences().toArray())).iterator();
  }

  /** Adds a row with a time, null where there is none, and whether anything is stored there. */
  private static void add(InternalRow row, TimeCounter counter) {
    if (row.isNullAt(0)) {
      counter.addNone(row.getBoolean(1));
    } else {
      counter.add(row.getLong(0));
    }
  }

  /** The rows that were read, part by part. */
  List<Dataset<Row>> rows() {
    return rows;
  }

  /** The counts of each part. */
  List<Counted> parts() {
    return parts;
  }

  /** The counts of all rows. */
  TimeCounts counts() {
    return parts.stream().map(Counted::counts).reduce(TimeCounts.NONE, TimeCounts::plus);
  }

  /** The order of the rows in their files. */
  TimeOrder order(Timeline timeline) {
    return pieces
        .map(read -> TimeOrder.of(read, parts.stream().map(Counted::counts).toList(), timeline))
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
