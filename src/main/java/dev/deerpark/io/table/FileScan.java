// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

/**
 * A scan of a table's files without a shuffle, taken apart into the pieces that are read on their
 * own: small files whole, large ones in several pieces. Spark packs pieces into partitions by their
 * sizes; here they can be dealt out in any other way.
 */
final class FileScan {
  private final RDD<InternalRow> rows;
  private final List<PartitionedFile> pieces;

  private FileScan(RDD<InternalRow> rows, List<PartitionedFile> pieces) {
    this.rows = rows;
    this.pieces = pieces;
  }

  /**
   * Plans the scan; empty where something other than Spark's own reader of files will do it, as a
   * plug-in may.
   */
  static Optional<FileScan> of(Dataset<Row> table) {
    RDD<InternalRow> rows = table.queryExecution().toRdd();
    if (!passesPartitionsOn(rows)) {
      return Optional.empty();
    }
    List<PartitionedFile> pieces = new ArrayList<>();
    for (Partition partition : rows.partitions()) {
      Collections.addAll(pieces, ((FilePartition) partition).files());
    }
    return Optional.of(new FileScan(rows, pieces));
  }

  /** Whether a partition that is asked for arrives, as it is, at the reader of files. */
  private static boolean passesPartitionsOn(RDD<?> rows) {
    RDD<?> stage = rows;
    while (stage instanceof SQLExecutionRDD || stage instanceof MapPartitionsRDD) {
      stage = stage.dependencies().head().rdd();
    }
    return stage instanceof FileScanRDD;
  }

  /** All pieces, in no order that means anything. */
  List<PartitionedFile> pieces() {
    return pieces;
  }

  /** The rows of each piece in a partition of its own, in the order of {@link #pieces}. */
  JavaRDD<InternalRow> eachAlone() {
    return dealt(pieces.stream().map(List::of).toList());
  }

  /** The rows of the pieces of each hand, one piece after the other, in a partition. */
  JavaRDD<InternalRow> dealt(List<List<PartitionedFile>> hands) {
    FilePartition[] partitions = new FilePartition[hands.size()];
    for (int i = 0; i < partitions.length; i++) {
      partitions[i] = new FilePartition(i, hands.get(i).toArray(PartitionedFile[]::new));
    }
    return new DealtScan(rows, partitions).toJavaRDD();
  }
}
