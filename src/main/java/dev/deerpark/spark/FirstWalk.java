// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.sequence.InputBlock;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * Makes an engine's first walk in its place: who needs every state anyway, to write it, need not
 * have them all walked twice.
 */
@FunctionalInterface
public interface FirstWalk {

  /**
   * Walks every segment, in a job.
   *
   * @param starts the blocks in order, each with the start states of its segments, {@code [S][D]}
   * @return {@code [S][D]} a block, in order: where the segments ended
   */
  List<double[]> walk(JavaPairRDD<InputBlock, double[]> starts);
}
