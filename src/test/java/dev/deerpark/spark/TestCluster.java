// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A cluster for tests: executors in processes of their own, on the class path that Maven resolved.
 */
public final class TestCluster {
  private TestCluster() {}

  /** Two executors of one core each, which run late tasks twice. */
  public static SparkSession.Builder twoExecutors() {
    return executors(2, true)
        .config("spark.speculation", true)
        .config("spark.speculation.interval", "50ms")
        .config("spark.speculation.multiplier", 1.5)
        .config("spark.speculation.quantile", 0.3);
  }

  /**
   * Executors of one core each.
   *
   * @param ours whether they have this project's classes
   */
  public static SparkSession.Builder executors(int count, boolean ours) {
    Path target = Path.of(System.getProperty("deerpark.target", "target")).toAbsolutePath();
    try {
      // Spark looks for its jars in $SPARK_HOME, which the build sets; they come on the class path
      Files.createDirectories(target.resolve("spark-home/jars"));
      String spark = Files.readString(target.resolve("spark.classpath")).trim();
      String classes =
          String.join(
              File.pathSeparator,
              target.resolve("classes").toString(),
              target.resolve("test-classes").toString(),
              spark);
      return TestSession.builder("local-cluster[" + count + ",1,1024]")
          .config("spark.executor.memory", "1g")
          // on a busy machine a Java virtual machine starts slowly
          .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "200s")
          .config("spark.executor.extraClassPath", ours ? classes : spark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
