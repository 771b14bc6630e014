// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.InterruptibleIterator;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Scans of files with partitions other than their own. A partition is a list of pieces to read, so
 * a scan can read any list; a piece may be in several.
 *
 * @param <R> a row, or a batch of rows
 */
final class AssignedScan<R> extends RDD<R> {
  private static final long serialVersionUID = 2L;

  private final transient Assignment[] assignments;

  /**
   * @param scans that pass their partitions to the reader of files
   * @param assignments the pieces of each partition
   */
  AssignedScan(List<RDD<R>> scans, List<List<FileScan.Piece>> assignments) {
    super(scans.get(0).sparkContext(), on(scans), scans.get(0).elementClassTag());
    this.assignments = new Assignment[assignments.size()];
    for (int i = 0; i < this.assignments.length; i++) {
      this.assignments[i] = new Assignment(i, assignments.get(i));
    }
  }

  /** Pieces, each with the number of its scan. */
  private static final class Assignment extends FilePartition {
    private static final long serialVersionUID = 1L;

    private final int[] scans;

    Assignment(int index, List<FileScan.Piece> pieces) {
      super(index, pieces.stream().map(FileScan.Piece::file).toArray(PartitionedFile[]::new));
      this.scans = pieces.stream().mapToInt(FileScan.Piece::scan).toArray();
    }

    /** Its pieces in order, each as an assignment of its own. */
    List<Assignment> alone() {
      List<Assignment> alone = new ArrayList<>();
      for (int i = 0; i < scans.length; i++) {
        alone.add(new Assignment(index(), List.of(new FileScan.Piece(scans[i], files()[i]))));
      }
      return alone;
    }

    /** The scan that reads the first piece. */
    int scan() {
      return scans[0];
    }
  }

  @Override
  public Partition[] getPartitions() {
    return assignments.clone();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return sequence(List.of(((FilePartition) split).preferredLocations()));
  }

  @Override
  public Iterator<R> compute(Partition split, TaskContext context) {
    PieceReading<Assignment, R> rows =
        new PieceReading<>(
            ((Assignment) split).alone().iterator(),
            (piece, alone) ->
                CollectionConverters.asJava(scan(piece.scan()).iterator(piece, alone)),
            context);
    return new InterruptibleIterator<>(context, CollectionConverters.asScala(rows));
  }

  private RDD<R> scan(int number) {
    return this.<R>parent(number, elementClassTag());
  }

  private static <R> Seq<Dependency<?>> on(List<RDD<R>> scans) {
    return sequence(scans.stream().<Dependency<?>>map(OnScan::new).toList());
  }

  private static <T> Seq<T> sequence(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /** A dependency on the scan, but on none of its own partitions. */
  private static final class OnScan<R> extends NarrowDependency<R> {
    private static final long serialVersionUID = 1L;

    OnScan(RDD<R> scan) {
      super(scan);
    }

    @Override
    public Seq<Object> getParents(int partition) {
      return sequence(List.of());
    }
  }
}
