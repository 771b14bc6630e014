// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.monitor;

import dev.deerpark.report.Phase;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.SolveListener;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a run's figures and the fields of its log in step with it, and logs what the console says
 * of it, for those who collect logs. For the thread that runs.
 */
public final class RunMonitor implements SolveListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunMonitor.class);

  private final SparkContext context;
  private final RunFigures figures = RunFigures.ofThisJvm();

  private RunMonitor(SparkContext context) {
    this.context = context;
  }

  /** Begins to watch a run on a cluster. */
  public static RunMonitor begin(SparkContext context) {
    RunMonitor monitor = new RunMonitor(context);
    monitor.figures.begin();
    LogFields.set(context, LogFields.RUN, context.applicationId());
    return monitor;
  }

  /**
   * A phase begins, or goes on after one within it.
   *
   * @param phase empty where none is under way
   */
  public void enter(Optional<Phase> phase) {
    phase.ifPresentOrElse(figures::enter, figures::leave);
    LogFields.set(context, LogFields.PHASE, phase.map(Phase::label).orElse(null));
  }

  @Override
  public void starting(int iteration) {
    LogFields.set(context, LogFields.ITERATION, String.valueOf(iteration));
  }

  @Override
  public void finished(List<IterationRecord> history) {
    IterationRecord record = history.get(history.size() - 1);
    figures.finished(record);
    LOG.info(
        "Iteration {}: residual {}, update {}, {} segments settled, {} moved, {} s",
        record.iteration(),
        record.residual(),
        record.update(),
        record.settledSegments(),
        record.movedSegments(),
        record.seconds());
    LogFields.set(context, LogFields.ITERATION, null);
  }

  /** Logs what the console says. */
  public void said(String sentence) {
    LOG.info(sentence);
  }

  /** Logs what the console warns of. */
  public void warned(String sentence) {
    LOG.warn(sentence);
  }

  @Override
  public void close() {
    figures.leave();
    LogFields.clear(context);
  }
}
