// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Sessions for tests: two threads, no user interface, Kryo that refuses unregistered classes. */
public final class TestSession {
  private TestSession() {}

  /** The session that all tests share, see {@link SharedSession}. Callers leave it running. */
  public static SparkSession local() {
    return builder("local[2]").getOrCreate();
  }

  /** A session of the caller's own, which the caller stops. The shared one ends, if it runs. */
  public static SparkSession own(SparkSession.Builder settings) {
    stop();
    return settings.getOrCreate();
  }

  /** Stops the session that runs, if one does. */
  static void stop() {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    if (running.isDefined()) {
      running.get().stop();
    }
  }

  /** The settings, for a master of the caller's choice. */
  public static SparkSession.Builder builder(String master) {
    return SparkSession.builder()
        .appName("test")
        .master(master)
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", 8)
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .config("spark.kryo.registrationRequired", true)
        .config(
            "spark.kryo.registrator",
            "dev.deerpark.spark.DeerparkRegistrator,dev.deerpark.spark.TestRegistrator");
  }
}
