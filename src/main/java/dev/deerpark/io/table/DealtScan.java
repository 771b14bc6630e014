// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.FilePartition;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * A scan of files with partitions other than its own. A partition is the list of pieces to read, so
 * the scan reads whatever list it is handed; a piece may be in several.
 */
final class DealtScan extends RDD<InternalRow> {
  private static final long serialVersionUID = 1L;

  private final transient FilePartition[] dealt;

  /**
   * @param scan which passes its partitions on to the reader of files
   * @param dealt numbered from 0; not copied
   */
  DealtScan(RDD<InternalRow> scan, FilePartition[] dealt) {
    super(
        scan.sparkContext(),
        sequence(List.<Dependency<?>>of(new OnScan(scan))),
        ClassTag$.MODULE$.apply(InternalRow.class));
    this.dealt = dealt;
  }

  @Override
  public Partition[] getPartitions() {
    return dealt.clone();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return sequence(List.of(((FilePartition) split).preferredLocations()));
  }

  @Override
  public Iterator<InternalRow> compute(Partition split, TaskContext context) {
    return this.<InternalRow>firstParent(elementClassTag()).iterator(split, context);
  }

  private static <T> Seq<T> sequence(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /** On the scan, but on none of the partitions that it has itself. */
  private static final class OnScan extends NarrowDependency<InternalRow> {
    private static final long serialVersionUID = 1L;

    OnScan(RDD<InternalRow> scan) {
      super(scan);
    }

    @Override
    public Seq<Object> getParents(int partition) {
      return sequence(List.of());
    }
  }
}
