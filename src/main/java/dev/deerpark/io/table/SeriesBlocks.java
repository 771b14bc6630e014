// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.piece.BatchRows;
import dev.deerpark.io.table.piece.FileScan;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The blocks of a layout from a table, read with or without a shuffle, and the errors in them. */
final class SeriesBlocks {
  /** A column that says where a row was found. */
  private record Place(String name, String expression) {}

  /**
   * The order of rows over all files, the same however Spark packs the pieces of files: the last
   * grows within a piece.
   */
  private static final List<Place> PLACE_IN_FILES =
      List.of(
          new Place("file", "input_file_name()"),
          new Place("piece", "input_file_block_start()"),
          new Place("row", "monotonically_increasing_id()"));

  private final InputTable table;
  private final TravellingTimeline timeline;
  private final Layout layout;
  private final Normalisation normalisation;
  private final Precision precision;

  /**
   * @throws IllegalArgumentException for a normalisation of another number of columns
   */
  SeriesBlocks(
      InputTable table,
      TravellingTimeline timeline,
      Layout layout,
      Normalisation normalisation,
      Precision precision) {
    int width = table.query().valueColumns().size();
    if (normalisation.mean().length != width) {
      throw new IllegalArgumentException(
          "a normalisation of " + normalisation.mean().length + " columns for " + width);
    }
    this.table = table;
    this.timeline = timeline;
    this.layout = layout;
    this.normalisation = normalisation;
    this.precision = precision;
  }

  /**
   * Without a shuffle: every partition reads the pieces of files that hold its times.
   *
   * @param order of the table's rows
   * @return empty where the files are not in order, or their pieces are not those whose order was
   *     checked
   */
  Optional<JavaRDD<ReadBlock>> inOrder(TimeOrder order) {
    if (order.disorder().isPresent()) {
      return Optional.empty();
    }
    TableOrigin origin = table.origin();
    List<Dataset<Row>> stored = rows(TableColumns.TIME, List.of());
    Optional<FileScan<ColumnarBatch>> batches = origin.scanOfStoredNumbers(stored, 1 + width());
    if (batches.isPresent()) {
      return assigned(batches.get(), order).map(this::blocksOfBatches);
    }
    return origin
        .scan(rows(TableColumns.POSITION, List.of()))
        .flatMap(scan -> assigned(scan, order))
        .map(this::blocks);
  }

  private <R> Optional<JavaRDD<R>> assigned(FileScan<R> scan, TimeOrder order) {
    return order.assign(scan.pieces(), layout).map(scan::assigned);
  }

  private int width() {
    return table.query().valueColumns().size();
  }

  /** From rows in any order. */
  JavaRDD<ReadBlock> shuffled() {
    boolean keepFirst = table.query().times().duplicates() == Duplicates.KEEP_FIRST;
    List<Column> order = new ArrayList<>();
    order.add(col(TableColumns.POSITION));
    if (keepFirst) {
      PLACE_IN_FILES.forEach(place -> order.add(col(place.name)));
    }
    Dataset<Row> sorted =
        InputTable.together(rows(TableColumns.POSITION, keepFirst ? PLACE_IN_FILES : List.of()))
            .repartitionById(layout.partitions(), partitionOfPosition())
            .sortWithinPartitions(order.toArray(Column[]::new));
    return blocks(inPartitions(sorted.queryExecution().toRdd().toJavaRDD()));
  }

  /** Of no rows an adaptive plan, which a DataFrame's session may make, has no partitions. */
  private JavaRDD<InternalRow> inPartitions(JavaRDD<InternalRow> rows) {
    return rows.getNumPartitions() > 0
        ? rows
        : JavaSparkContext.fromSparkContext(rows.context())
            .parallelize(List.of(), layout.partitions());
  }

  /**
   * Finds the errors, if there are any: the blocks are valid if each of the layout's steps was read
   * once and in its place, as far as the rules demand it, with usable values.
   *
   * @param check of the blocks
   * @param series searched as a whole for errors, though the layout may cover only a part of it
   * @throws BadInputException which names the error
   */
  void refuseFaults(ReadBlock.Check check, TimeRange series) {
    TimeRules rules = table.query().times();
    if (check.unsorted() > 0
        || check.missing() > 0 && rules.gaps() != Gaps.FILL_PREVIOUS
        || check.duplicates() > 0 && rules.duplicates() == Duplicates.FAIL) {
      TimeFaults.refuse(table, timeline.get(), series, Wording.path(table.query().path()));
    }
    if (check.different() > 0 && rules.duplicates() == Duplicates.DROP_IDENTICAL) {
      DuplicateFaults.refuse(table, timeline.get(), series);
    }
    if (check.unusable() > 0) {
      ValueFaults.refuse(table, timeline.get(), series, normalisation, precision);
    }
  }

  private JavaRDD<ReadBlock> blocksOfBatches(JavaRDD<ColumnarBatch> batches) {
    TravellingTimeline sent = timeline;
    TimeRange range = times();
    int width = width();
    return blocks(
        RddOperations.mapPartitions(
            batches, part -> new BatchRows(part, width, sent.get(), range)));
  }

  private JavaRDD<ReadBlock> blocks(JavaRDD<InternalRow> rows) {
    // Tasks capture only what they need, not this object with its table.
    Layout cut = layout;
    TravellingTimeline times = timeline;
    Normalisation normal = normalisation;
    Precision precise = precision;
    return RddOperations.mapPartitionsWithIndex(
        rows,
        (partition, part) -> new BlockReader(part, cut, partition, times.get(), normal, precise));
  }

  /**
   * A position, or a time, then the values as doubles, null where unusable, then what was asked
   * for, for each part of the table.
   */
  private List<Dataset<Row>> rows(String first, List<Place> more) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(first));
    for (int i = 0; i < width(); i++) {
      columns.add(col(TableColumns.value(i)));
    }
    more.forEach(place -> columns.add(expr(place.expression).as(place.name)));
    return table.parts(times()).stream()
        .map(part -> part.select(columns.toArray(Column[]::new)))
        .toList();
  }

  private TimeRange times() {
    return new TimeRange(layout.firstTime(), layout.firstTime() + layout.steps());
  }

  private Column partitionOfPosition() {
    return partitionOfPosition(layout);
  }

  /** {@link Layout#partitionOf} of {@link Layout#blockOf}, in SQL. */
  static Column partitionOfPosition(Layout layout) {
    return expr(
        String.format(
            Locale.ROOT,
            "cast((((position - %d) div %d + 1) * %d - 1) div %d as int)",
            layout.firstTime(),
            layout.blockSteps(),
            layout.partitions(),
            layout.blocks()));
  }
}
