// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.study.Workers;
import org.apache.spark.sql.SparkSession;

/** Starts applications of Spark, one after the other. */
public interface Applications {

  /**
   * Starts one; the caller stops it before it asks for the next.
   *
   * @throws dev.deerpark.base.BadInputException where the cluster cannot give such workers
   */
  SparkSession start(Workers workers);

  /** Whether they run on this machine alone. */
  boolean onThisMachine();

  /** Whether another may be started when one has ended. */
  boolean startAgain();

  /** Cores of an executor, where executors are processes of their own. */
  int coresOfExecutor();
}
