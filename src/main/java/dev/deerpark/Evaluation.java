// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import dev.deerpark.app.LazyResult;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A series that was solved, with a report of how that went. It keeps the inputs and the segments'
 * start states on the executors, and checkpoints in its work folder, until it is closed.
 */
public final class Evaluation implements AutoCloseable {
  private final LazyResult result;
  private final EvaluationReport report;

  Evaluation(LazyResult result) {
    this.result = result;
    this.report = new EvaluationReport(result.report());
  }

  /** How it went, also where it did not converge. Stays after the evaluation is closed. */
  public EvaluationReport report() {
    return report;
  }

  /** Whether the states are the answer, within the tolerance. */
  public boolean isConverged() {
    return result.converged();
  }

  /**
   * @throws NotConvergedException unless the states are the answer
   */
  public Evaluation requireConverged() {
    if (!isConverged()) {
      throw new NotConvergedException(report);
    }
    return this;
  }

  /**
   * The result: the time column, {@code state} and, where the model has a readout, {@code output},
   * which are arrays of float or double; for a network of several recurrences, a column of states
   * for each. Its partitions and the rows in each are in the order of time. Each action over it
   * walks all segments once, without any iteration: write or cache it where it is used more than
   * once. After the evaluation is closed, actions fail and say so.
   *
   * @throws NotConvergedException where the run did not converge, unless the option {@code
   *     keep-unconverged} is true
   */
  public Dataset<Row> result() {
    return result.rows().orElseThrow(() -> new NotConvergedException(report));
  }

  /** Frees the executors' memory and deletes the checkpoints; harmless a second time. */
  @Override
  public void close() {
    result.close();
  }
}
