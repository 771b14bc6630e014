// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;
import org.apache.spark.TaskContextImpl;
import org.apache.spark.util.TaskCompletionListener;
import scala.Option;

/**
 * The rows of pieces that a task reads one after the other. Spark's readers of files hold some
 * megabytes each until their task completes, which is too much for thousands of files in a task. So
 * each piece is read in a context of its own, which completes after the piece's last row.
 *
 * @param <P> a piece
 * @param <R> a row; it is valid until the next call of {@link #hasNext}
 */
final class PieceReading<P, R> implements Iterator<R> {
  /** Begins to read a piece. */
  @FunctionalInterface
  interface Reader<P, R> {
    /**
     * @param context whose completion releases what the rows need
     */
    Iterator<R> rows(P piece, TaskContext context);
  }

  private final Iterator<P> pieces;
  private final Reader<P, R> reader;
  private final TaskContext task;
  private Iterator<R> rows = Collections.emptyIterator();

  /** Of the piece that is being read; null between pieces. */
  private TaskContextImpl context;

  /**
   * @param task whose completion ends the reading, wherever it is
   */
  PieceReading(Iterator<P> pieces, Reader<P, R> reader, TaskContext task) {
    this.pieces = pieces;
    this.reader = reader;
    this.task = task;
    task.addTaskCompletionListener((TaskCompletionListener) completed -> release());
  }

  @Override
  public boolean hasNext() {
    boolean more = rows.hasNext();
    while (!more && pieces.hasNext()) {
      release();
      more = open(pieces.next());
    }
    if (!more) {
      release();
    }
    return more;
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.next();
  }

  /** Opens a piece, of which the reader's own code finds the context as that of its task. */
  private boolean open(P piece) {
    context = like(task);
    TaskContext$.MODULE$.setTaskContext(context);
    try {
      rows = reader.rows(piece, context);
      return rows.hasNext();
    } finally {
      TaskContext$.MODULE$.setTaskContext(task);
    }
  }

  private void release() {
    rows = Collections.emptyIterator();
    if (context != null) {
      TaskContextImpl completed = context;
      context = null;
      completed.markTaskCompleted(Option.empty());
    }
  }

  /** A context with all that a task's own has but its listeners. */
  private static TaskContextImpl like(TaskContext task) {
    return new TaskContextImpl(
        task.stageId(),
        task.stageAttemptNumber(),
        task.partitionId(),
        task.taskAttemptId(),
        task.attemptNumber(),
        task.numPartitions(),
        task.taskMemoryManager(),
        task.getLocalProperties(),
        SparkEnv.get().metricsSystem(),
        task.taskMetrics(),
        task.cpus(),
        task.resources());
  }
}
