// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.io.job.ShutdownHook;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;

/**
 * Lets a run end in order when its process is told to end, by Ctrl-C or by a cluster: its jobs are
 * cancelled, and the process waits until the run has cleared up and written its report.
 */
final class Interruption implements AutoCloseable {
  /** Before Spark stops, which is at 40. */
  private static final int EARLY = 60;

  private static final int PATIENCE_SECONDS = 15;

  private final SparkContext context;
  private final Runnable otherwise;
  private Optional<ShutdownHook> hook = Optional.empty();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;

  private Interruption(SparkContext context, Runnable otherwise) {
    this.context = context;
    this.otherwise = otherwise;
  }

  /**
   * Watches from now on.
   *
   * @param otherwise done where the run has not ended within a few seconds
   */
  static Interruption watch(SparkContext context, Runnable otherwise) {
    Interruption interruption = new Interruption(context, otherwise);
    interruption.hook = ShutdownHook.add(interruption::begin, EARLY, 2 * PATIENCE_SECONDS);
    interruption.begun = interruption.hook.isEmpty();
    return interruption;
  }

  /** Whether the process has been told to end. */
  boolean hasBegun() {
    return begun;
  }

  private void begin() {
    begun = true;
    try {
      for (int half = 0; half < 2 * PATIENCE_SECONDS; half++) {
        context.cancelAllJobs();
        if (ended.await(500, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    otherwise.run();
  }

  /** The run has ended. */
  @Override
  public void close() {
    ended.countDown();
    hook.ifPresent(ShutdownHook::close);
  }
}
