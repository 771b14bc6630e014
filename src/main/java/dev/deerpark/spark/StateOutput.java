// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.trajectory.StateSink;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;

/**
 * Where the states of an engine on a cluster go.
 *
 * @param sink makes the rows, on the executors
 * @param store stores the rows, which are in the order of time from partition to partition and
 *     within each; it computes every partition, and a repeated task gives the same rows. What it
 *     stored before is replaced
 */
public record StateOutput<R>(StateSink<R> sink, Consumer<JavaRDD<R>> store) {}
