// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.io.table.format.TableColumns;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One reading of the time column alone.
 *
 * @param counts of all rows
 * @param order of the rows in their files
 */
record TimeScan(TimeCounts counts, TimeOrder order) {
  /** The most tasks per core: enough for an even load, few enough to cost nothing. */
  private static final int TASKS_PER_CORE = 8;

  /**
   * Reads the time indexes of some rows of a table, part by part.
   *
   * @throws dev.deerpark.base.BadInputException where a file cannot be read
   */
  static TimeScan of(InputTable table, List<Dataset<Row>> parts) {
    List<Dataset<Row>> times =
        parts.stream().map(rows -> rows.select(TableColumns.TIME, TableColumns.HAS_TIME)).toList();
    return ReadFailure.named(table.query().path(), () -> of(times));
  }

  private static TimeScan of(List<Dataset<Row>> times) {
    return FileScan.of(times)
        .map(TimeScan::ofFiles)
        .orElseGet(
            () ->
                new TimeScan(
                    sum(count(InputTable.together(times).queryExecution().toRdd().toJavaRDD())),
                    TimeOrder.unknown("its reader does not report the order of the files")));
  }

  private static TimeScan ofFiles(FileScan scan) {
    List<TimeCounts> counts = count(scan.eachAlone());
    return new TimeScan(sum(counts), TimeOrder.of(scan.pieces(), counts));
  }

  /** The counts of each partition, in order. */
  private static List<TimeCounts> count(JavaRDD<InternalRow> rows) {
    // Neighbouring partitions share a task where there are thousands of small files.
    int tasks = TASKS_PER_CORE * rows.context().defaultParallelism();
    return rows
        .mapPartitionsWithIndex((part, times) -> counted(part, times), true)
        .coalesce(tasks)
        .collect()
        .stream()
        .sorted(Comparator.comparingInt(Counted::part))
        .map(Counted::counts)
        .toList();
  }

  private static Iterator<Counted> counted(int part, Iterator<InternalRow> times) {
    return List.of(new Counted(part, TimeCounts.of(times))).iterator();
  }

  /** The counts, with the number of their partition, since they may arrive in any order. */
  @DefaultSerializer(RecordSerializer.class)
  record Counted(int part, TimeCounts counts) implements Serializable {}

  private static TimeCounts sum(List<TimeCounts> counts) {
    return counts.stream().reduce(TimeCounts.NONE, TimeCounts::plus);
  }
}
