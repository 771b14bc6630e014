// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** The blocks of a layout from a table, read with or without a shuffle, and the errors in them. */
final class SeriesBlocks {
  private final InputTable table;
  private final Layout layout;
  private final Normalisation normalisation;
  private final Precision precision;

  /**
   * @throws IllegalArgumentException for a normalisation of another number of columns
   */
  SeriesBlocks(InputTable table, Layout layout, Normalisation normalisation, Precision precision) {
    int width = table.query().valueColumns().size();
    if (normalisation.mean().length != width) {
      throw new IllegalArgumentException(
          "a normalisation of " + normalisation.mean().length + " columns for " + width);
    }
    this.table = table;
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
    return FileScan.of(rows())
        .flatMap(scan -> order.assign(scan.pieces(), layout).map(scan::assigned))
        .map(this::blocks);
  }

  /** From rows in any order. */
  JavaRDD<ReadBlock> shuffled() {
    Dataset<Row> sorted =
        InputTable.together(rows())
            .repartitionById(layout.partitions(), partitionOfTime())
            .sortWithinPartitions(TableColumns.TIME);
    return blocks(sorted.queryExecution().toRdd().toJavaRDD());
  }

  /**
   * Finds the errors, if there are any: the blocks are valid if each of the layout's steps was read
   * once and in its place, with usable values.
   *
   * @param check of the blocks
   * @param series searched as a whole for errors, though the layout may cover only a part of it
   * @throws BadInputException which names the error
   */
  void refuseFaults(ReadBlock.Check check, TimeRange series) {
    if (check.rows() != layout.steps() || check.misplaced() > 0) {
      TimeFaults.refuse(table, series, Wording.path(table.query().path()));
    }
    if (check.unusable() > 0) {
      ValueFaults.refuse(table, series, normalisation, precision);
    }
  }

  private JavaRDD<ReadBlock> blocks(JavaRDD<InternalRow> rows) {
    // Tasks capture only what they need, not this object with its table.
    Layout cut = layout;
    Normalisation normal = normalisation;
    Precision precise = precision;
    return rows.mapPartitionsWithIndex(
        (partition, part) -> new BlockReader(part, cut, partition, normal, precise), true);
  }

  /** A time index, then the values as doubles, null where unusable, for each part of the table. */
  private List<Dataset<Row>> rows() {
    List<Column> columns = new ArrayList<>();
    columns.add(col(TableColumns.TIME));
    for (int i = 0; i < table.query().valueColumns().size(); i++) {
      columns.add(col(TableColumns.value(i)));
    }
    return table.parts(times()).stream()
        .map(part -> part.select(columns.toArray(Column[]::new)))
        .toList();
  }

  private TimeRange times() {
    return new TimeRange(layout.firstTime(), layout.firstTime() + layout.steps());
  }

  /** {@link Layout#partitionOf} of {@link Layout#blockOf}, in SQL. */
  private Column partitionOfTime() {
    return expr(
        String.format(
            Locale.ROOT,
            "cast((((time - %d) div %d + 1) * %d - 1) div %d as int)",
            layout.firstTime(),
            layout.blockSteps(),
            layout.partitions(),
            layout.blocks()));
  }
}
