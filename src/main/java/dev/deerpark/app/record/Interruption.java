// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
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
  private final Runnable hook = this::begin;
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
    ShutdownHookManager.get()
        .addShutdownHook(interruption.hook, EARLY, 2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
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
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      try {
        ShutdownHookManager.get().removeShutdownHook(hook);
      } catch (IllegalStateException nowInProgress) {
        // the hook finds that the run has ended
      }
    }
  }
}
