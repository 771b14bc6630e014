// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.MapPartitionsRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.SQLExecutionRDD;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * A scan of a table's files without a shuffle, taken apart into the pieces that are read
 * separately: small files whole, large ones in several pieces. Spark packs pieces into partitions
 * by their sizes; here they can be assigned to partitions in any other way.
 *
 * @param <R> a row, or a batch of rows
 */
public final class FileScan<R> {
  private final List<RDD<R>> scans;
  private final List<Piece> pieces;

  private FileScan(List<RDD<R>> scans, List<Piece> pieces) {
    this.scans = scans;
    this.pieces = pieces;
  }

  /**
   * A file or a part of one.
   *
   * @param scan the number of the scan that reads it: files that store their columns in the same
   *     way share one
   */
  public record Piece(int scan, PartitionedFile file) {}

  /**
   * Plans the scan of a table's parts; empty where they are not read by Spark's own reader of
   * files, but by a plug-in for example.
   */
  public static Optional<FileScan<InternalRow>> of(List<Dataset<Row>> parts) {
    return of(parts, part -> Optional.of(part.queryExecution().toRdd()));
  }

  /**
   * Plans the scan of the first columns of a table's parts, in batches as Spark's readers decode
   * them, to be read by {@link ColumnNumbers}; empty where that is not done in batches, or where
   * the numbers in the files are not those of the columns.
   *
   * @param parts rows that a filter of theirs excludes are in the batches all the same
   */
  public static Optional<FileScan<ColumnarBatch>> ofStoredNumbers(
      List<Dataset<Row>> parts, int columns) {
    return of(parts, part -> StoredNumbers.batches(part, columns));
  }

  private static <R> Optional<FileScan<R>> of(
      List<Dataset<Row>> parts, Function<Dataset<Row>, Optional<RDD<R>>> planned) {
    List<RDD<R>> scans = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    for (int scan = 0; scan < parts.size(); scan++) {
      Optional<RDD<R>> rows = planned.apply(parts.get(scan)).filter(FileScan::passesPartitionsOn);
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      scans.add(rows.get());
      for (Partition partition : rows.get().partitions()) {
        for (PartitionedFile file : ((FilePartition) partition).files()) {
          pieces.add(new Piece(scan, file));
        }
      }
    }
    return Optional.of(new FileScan<>(scans, pieces));
  }

  /** Whether a scan passes a requested partition to the reader of files unchanged. */
  private static boolean passesPartitionsOn(RDD<?> rows) {
    RDD<?> stage = rows;
    while (stage instanceof SQLExecutionRDD || stage instanceof MapPartitionsRDD) {
      stage = stage.dependencies().head().rdd();
    }
    return stage instanceof FileScanRDD;
  }

  /** All pieces, in arbitrary order. */
  public List<Piece> pieces() {
    return pieces;
  }

  /** The rows of each piece in a partition of its own, in the order of {@link #pieces}. */
  public JavaRDD<R> eachAlone() {
    return assigned(pieces.stream().map(List::of).toList());
  }

  /** The rows of each list of pieces, one piece after the other, in a partition. */
  public JavaRDD<R> assigned(List<List<Piece>> assignments) {
    return new AssignedScan<>(scans, assignments).toJavaRDD();
  }
}
