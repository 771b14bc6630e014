// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/**
 * Start states that were computed before the first sweep.
 *
 * @param states of each block, in the blocks' order and partitions; persisted where they are
 *     expensive, and then released by the engine that begins from them
 * @param work of computing them
 */
public record StartStates(JavaRDD<States> states, SweepWork work) {

  /** The blocks, with the start states as guesses. */
  JavaPairRDD<InputBlock, Guess> guesses(JavaRDD<InputBlock> inputs) {
    return inputs.zip(states).mapValues(Guess::given);
  }
}
