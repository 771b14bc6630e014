// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import org.apache.spark.sql.SparkSession;

/** Sessions for tests: two threads, no user interface, Kryo that refuses unregistered classes. */
public final class TestSession {
  private TestSession() {}

  /** A fresh local session, or the one that runs; the caller stops it. */
  public static SparkSession local() {
    return builder("local[2]").getOrCreate();
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
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .config("spark.kryo.registrationRequired", true)
        .config(
            "spark.kryo.registrator",
            "dev.deerpark.spark.DeerparkRegistrator,dev.deerpark.spark.TestRegistrator");
  }
}
