// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/** Start states from a burn-in: the ends of walks over the last steps of all segments. */
final class BurnInStates {
  private BurnInStates() {}

  /**
   * Walks the ends of all segments, in a job, and passes each block's last end to the next.
   *
   * @param sources receives the data that the states are made from
   */
  static StartStates of(
      BurnIn burnIn,
      SweepFunctions.Setting setting,
      JavaRDD<InputBlock> inputs,
      double[] start,
      Sources sources) {
    JavaRDD<States> ends =
        sources.persist(
            RddOperations.mapPartitions(inputs, new Tails(setting, burnIn, start))
                .setName("burn-in"));
    List<double[]> before = new ArrayList<>(List.of(start));
    before.addAll(RddOperations.collect(RddOperations.map(ends, States::last)));
    Broadcast<List<double[]>> shifted = sources.broadcast(before);
    return new StartStates(
        RddOperations.mapPartitionsWithIndex(ends, new Shift(setting, shifted)),
        SweepWork.ofSteps(burnIn.work(setting.layout())));
  }

  /** The ends of the walks in a partition's blocks. */
  private record Tails(SweepFunctions.Setting setting, BurnIn burnIn, double[] start)
      implements FlatMapFunction<Iterator<InputBlock>, States> {
    @Override
    public Iterator<States> call(Iterator<InputBlock> blocks) {
      Kernel kernel = setting.kernel();
      return Iterators.map(blocks, block -> burnIn.ends(setting.layout(), block, start, kernel));
    }
  }

  /** Turns the ends of segments into the starts of the next ones. */
  private record Shift(SweepFunctions.Setting setting, Broadcast<List<double[]>> before)
      implements Function2<Integer, Iterator<States>, Iterator<States>> {
    @Override
    public Iterator<States> call(Integer partition, Iterator<States> blocks) {
      int[] block = {setting.layout().firstBlock(partition)};
      return Iterators.map(blocks, ends -> BurnIn.starts(before.value().get(block[0]++), ends));
    }
  }
}
