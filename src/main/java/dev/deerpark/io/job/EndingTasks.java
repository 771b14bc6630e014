// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import java.time.Duration;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;

/**
 * Tasks of a job that has failed. Spark tells them to stop, but a job has failed as soon as one of
 * its tasks has, while the others go on until they look.
 */
public final class EndingTasks {
  private static final long PAUSE_MILLIS = 50;

  private EndingTasks() {}

  /**
   * Waits until no task runs.
   *
   * @param patience the longest wait: the tasks of others may run for hours
   */
  public static void await(SparkContext context, Duration patience) {
    long began = System.nanoTime();
    try {
      do {
        // Spark counts a little later than tasks begin and end
        Thread.sleep(PAUSE_MILLIS);
      } while (running(context) > 0 && System.nanoTime() - began < patience.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static int running(SparkContext context) {
    return Stream.of(context.statusTracker().getExecutorInfos())
        .mapToInt(SparkExecutorInfo::numRunningTasks)
        .sum();
  }
}
