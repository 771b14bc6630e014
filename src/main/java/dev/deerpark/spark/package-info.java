// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The engine on a cluster, {@link dev.deerpark.spark.SparkEngine}.
 *
 * <p>The inputs are an RDD of blocks, the iterate another with the same partitions, replaced in
 * every sweep. One sweep is one job, with one stage on the flat plan: a task takes the states
 * before its nodes of the tree from the closure, passes them down to its blocks, walks the segments
 * that moved, and returns the nodes that it holds together with a summary. The driver merges these
 * in partition order, never in order of arrival, and sends the next states.
 *
 * <p>Functions that run on executors are small named classes, so that stack traces and the Spark UI
 * show what runs.
 */
package dev.deerpark.spark;
