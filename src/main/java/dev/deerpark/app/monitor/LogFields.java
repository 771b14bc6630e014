// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.monitor;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.slf4j.MDC;

/**
 * The fields by which lines of a log find together: {@code run} (the application's id), {@code
 * phase}, {@code iteration} while a sweep is under way, and in tasks {@code partition}. A run's
 * jobs carry them as local properties; tasks take them from there.
 */
final class LogFields {
  static final String RUN = "run";
  static final String PHASE = "phase";
  static final String ITERATION = "iteration";
  private static final String PARTITION = "partition";
  private static final List<String> OF_A_RUN = List.of(RUN, PHASE, ITERATION);
  private static final String PROPERTY = "deerpark.";

  private LogFields() {}

  /**
   * Sets a field of the calling thread, and of the tasks of its jobs.
   *
   * @param value null removes the field
   */
  static void set(SparkContext context, String field, String value) {
    put(field, value);
    context.setLocalProperty(PROPERTY + field, value);
  }

  /** Removes what {@link #set} has set. */
  static void clear(SparkContext context) {
    OF_A_RUN.forEach(field -> set(context, field, null));
  }

  /** Takes over the fields of a task into its thread. */
  static void takeFrom(TaskContext task) {
    OF_A_RUN.forEach(field -> put(field, task.getLocalProperty(PROPERTY + field)));
    put(PARTITION, String.valueOf(task.partitionId()));
  }

  /** Removes what {@link #takeFrom} has set. */
  static void clear() {
    OF_A_RUN.forEach(MDC::remove);
    MDC.remove(PARTITION);
  }

  private static void put(String field, String value) {
    if (value == null) {
      MDC.remove(field);
    } else {
      MDC.put(field, value);
    }
  }
}
