// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.report.Phase;
import dev.deerpark.report.RunReport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** The times of a run: of its phases, and of its tasks while it solves. */
final class RunClock {
  private final SparkContext context;
  private final PhaseTimer phases;
  private final TaskClock tasks = new TaskClock();

  /**
   * The seconds of each solve in which no task ran, as far as its events have arrived. A process
   * that is told to end reads them on a thread of its own.
   */
  private final List<DoubleSupplier> alone = new CopyOnWriteArrayList<>();

  private boolean solving;
  private boolean onDevices;

  RunClock(SparkContext context, PhaseTimer phases) {
    this.context = context;
    this.phases = phases;
  }

  /** Runs an action whose tasks count. */
  <T> T listening(Supplier<T> action) {
    context.addSparkListener(tasks);
    try {
      return action.get();
    } finally {
      context.removeSparkListener(tasks);
    }
  }

  /**
   * Adds the time of an action to a phase, less that of phases within it; of {@link Phase#SOLVE}
   * the time without any task too.
   */
  <T> T timed(Phase phase, Supplier<T> action) {
    if (phase != Phase.SOLVE || solving) {
      return phases.timed(phase, action);
    }
    long began = System.currentTimeMillis();
    solving = true;
    try {
      return phases.timed(phase, action);
    } finally {
      solving = false;
      long ended = System.currentTimeMillis();
      alone.add(() -> tasks.driverOnlySeconds(began, ended));
    }
  }

  /** Devices are to walk. */
  void walksOnDevices() {
    onDevices = true;
  }

  /** Writes what is known of the tasks into a report. */
  void report(RunReport report) {
    if (!alone.isEmpty()) {
      TaskClock.awaitEvents(context);
      report.spentOnDriverAlone(alone.stream().mapToDouble(DoubleSupplier::getAsDouble).sum());
    }
    if (onDevices) {
      report.walkedOnDevices(tasks.deviceSteps());
    }
  }
}
