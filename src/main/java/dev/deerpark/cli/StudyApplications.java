// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.study.Applications;
import dev.deerpark.study.Workers;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Applications of a study, on the master that was given: threads or processes of this machine where
 * it is a local one, else executors of the cluster.
 *
 * @param conf of all of them
 * @param verbose whether Spark's log is shown
 */
record StudyApplications(SparkConf conf, boolean verbose) implements Applications {
  private static final String MASTER = "spark.master";
  private static final String DEPLOY_MODE = "spark.submit.deployMode";
  private static final String CORES = "spark.executor.cores";
  private static final String MEMORY = "spark.executor.memory";

  @Override
  public boolean onThisMachine() {
    return conf.get(MASTER).startsWith("local");
  }

  /** YARN's application is one of Spark where the driver is in it. */
  @Override
  public boolean startAgain() {
    return !(conf.get(MASTER).equals("yarn") && conf.get(DEPLOY_MODE, "client").equals("cluster"));
  }

  @Override
  public int coresOfExecutor() {
    return conf.getInt(CORES, 1);
  }

  @Override
  public SparkSession start(Workers workers) {
    SparkSession spark = SparkSession.builder().config(of(workers)).getOrCreate();
    if (verbose) {
      spark.sparkContext().setLogLevel("INFO");
    }
    return spark;
  }

  /** The configuration of one. */
  SparkConf of(Workers workers) {
    SparkConf of = conf.clone();
    if (!workers.separate()) {
      return of.set(MASTER, "local[" + workers.cores() + "]");
    }
    int cores = workers.cores() / workers.executors();
    of.set(CORES, String.valueOf(cores)).setIfMissing(MEMORY, "1g");
    if (onThisMachine()) {
      long megabytes = conf.getSizeAsMb(MEMORY, "1g");
      return of.set(
          MASTER, "local-cluster[" + workers.executors() + "," + cores + "," + megabytes + "]");
    }
    return of.set("spark.dynamicAllocation.enabled", "false")
        .set("spark.executor.instances", String.valueOf(workers.executors()))
        .set("spark.cores.max", String.valueOf(workers.cores()));
  }
}
