// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.trajectory.StateSink;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;

/**
 * The destination of an engine's states on a cluster.
 *
 * @param sink makes the rows, on the executors
 * @param store stores the rows, which are in the order of time from partition to partition and
 *     within each; it computes every partition, and a repeated task gives the same rows. Rows that
 *     it stored before are replaced
 */
public record StateOutput<R>(StateSink<R> sink, Consumer<JavaRDD<R>> store) {}
