// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag;

/**
 * Rows that can be computed until what they are computed from is freed. A job that comes later
 * fails with a sentence, rather than by what it finds missing.
 *
 * @param <T> the rows
 */
public final class WhileOpen<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  private final transient AtomicBoolean closed = new AtomicBoolean();
  private final String advice;

  /**
   * @param advice the sentence
   */
  public WhileOpen(RDD<T> rows, String advice) {
    super(rows, rows.elementClassTag());
    this.advice = advice;
  }

  @Override
  public Partition[] getPartitions() {
    return rows().partitions();
  }

  @Override
  public Iterator<T> compute(Partition partition, TaskContext context) {
    return rows().iterator(partition, context);
  }

  private RDD<T> rows() {
    ClassTag<T> type = elementClassTag();
    return this.<T>parent(0, type);
  }

  /** Called on the driver for each stage of a job, before anything that was freed is sent. */
  private Object writeReplace() {
    if (closed.get()) {
      throw new IllegalStateException(advice);
    }
    return this;
  }

  /**
   * Refuses jobs from now on.
   *
   * @return whether it did not before
   */
  public boolean shut() {
    return closed.compareAndSet(false, true);
  }
}
