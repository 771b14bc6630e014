// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * The executors, or cores, that were asked for and are worth waiting for.
 *
 * @param unit {@code executors} or {@code cores}
 * @param count that were asked for
 * @param needed of them, by {@code spark.scheduler.minRegisteredResourcesRatio}
 * @param source the setting that asked for them
 * @param waitMillis how long to wait at most
 */
record ExecutorTarget(Unit unit, int count, int needed, String source, long waitMillis) {

  private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,.*");

  private static final String INSTANCES = "spark.executor.instances";

  /** How long executors are waited for. */
  static final String WAITING_TIME = "spark.scheduler.maxRegisteredResourcesWaitingTime";

  private static final String CORES = "spark.cores.max";

  /** What YARN and Kubernetes start where nothing is asked for. */
  private static final int DEFAULT_INSTANCES = 2;

  enum Unit {
    EXECUTORS,
    CORES;

    private String of(int count) {
      String plural = name().toLowerCase(Locale.ROOT);
      return count + " " + (count == 1 ? plural.substring(0, plural.length() - 1) : plural);
    }
  }

  /** What a configuration asks for; empty where it is silent, or where Spark runs locally. */
  static Optional<ExecutorTarget> of(SparkConf conf) {
    String master = conf.get("spark.master", "");
    Matcher localCluster = LOCAL_CLUSTER.matcher(master);
    if (localCluster.matches()) {
      return Optional.of(of(conf, Unit.EXECUTORS, Integer.parseInt(localCluster.group(1)), master));
    }
    if (master.startsWith("local")) {
      return Optional.empty();
    }
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      return dynamic(conf);
    }
    if (conf.contains(INSTANCES)) {
      return Optional.of(of(conf, Unit.EXECUTORS, conf.getInt(INSTANCES, 0), INSTANCES));
    }
    if (master.startsWith("yarn") || master.startsWith("k8s:")) {
      return Optional.of(of(conf, Unit.EXECUTORS, DEFAULT_INSTANCES, "the default"));
    }
    // with a parallelism of the user's own Spark does not tell how many cores there are
    return conf.contains(CORES) && !conf.contains("spark.default.parallelism")
        ? Optional.of(of(conf, Unit.CORES, conf.getInt(CORES, 0), CORES))
        : Optional.empty();
  }

  /** Executors that come when there is work cannot be waited for; those to begin with can. */
  private static Optional<ExecutorTarget> dynamic(SparkConf conf) {
    int initial =
        Math.max(
            conf.getInt("spark.dynamicAllocation.minExecutors", 0),
            Math.max(
                conf.getInt("spark.dynamicAllocation.initialExecutors", 0),
                conf.getInt(INSTANCES, 0)));
    return initial == 0
        ? Optional.empty()
        : Optional.of(of(conf, Unit.EXECUTORS, initial, "spark.dynamicAllocation"));
  }

  private static ExecutorTarget of(SparkConf conf, Unit unit, int count, String source) {
    double ratio = conf.getDouble("spark.scheduler.minRegisteredResourcesRatio", 1);
    return new ExecutorTarget(
        unit, count, (int) Math.ceil(Math.min(1, ratio) * count), source, waitMillis(conf));
  }

  /** How long Spark is to wait for executors. */
  static long waitMillis(SparkConf conf) {
    return conf.getTimeAsMs(WAITING_TIME, "30s");
  }

  /** {@code 4 executors (spark.executor.instances)}. */
  @Override
  public String toString() {
    return unit.of(count) + " (" + source + ")";
  }
}
