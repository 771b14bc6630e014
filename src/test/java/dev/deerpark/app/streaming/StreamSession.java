// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.spark.TestSession;
import java.util.stream.Stream;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The cluster of a class of tests of streams. Spark sends classes of its own that it has not
 * registered, so Kryo must not require that.
 */
final class StreamSession implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private SparkSession session;

  @Override
  public void beforeAll(ExtensionContext context) {
    session =
        TestSession.own(
            TestSession.builder("local[2]")
                .config("spark.kryo.registrationRequired", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config(
                    "spark.sql.streaming.stateStore.providerClass",
                    "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider"));
  }

  /** A session on the cluster with settings of its own. */
  SparkSession ofItsOwn() {
    return session.newSession();
  }

  /**
   * Waits for the tasks of a query that failed: they go on for a moment, and write into a folder
   * that would be deleted meanwhile.
   */
  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (runningTasks() > 0 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  private int runningTasks() {
    SparkExecutorInfo[] executors = session.sparkContext().statusTracker().getExecutorInfos();
    return Stream.of(executors).mapToInt(SparkExecutorInfo::numRunningTasks).sum();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    session.stop();
  }
}
