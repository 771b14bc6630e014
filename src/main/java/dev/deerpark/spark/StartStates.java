// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Start states that were computed before the first sweep.
 *
 * @param states of each block, in the blocks' order and partitions; persisted where they are
 *     expensive, and then released by the engine that begins from them
 * @param work of computing them
 */
public record StartStates(JavaRDD<States> states, SweepWork work) {

  /** The blocks, with the start states as guesses. */
  JavaRDD<Tuple2<InputBlock, Guess>> guesses(JavaRDD<InputBlock> inputs) {
    return RddOperations.map(
        RddOperations.zip(inputs, states),
        block -> new Tuple2<>(block._1(), Guess.given(block._2())));
  }
}
