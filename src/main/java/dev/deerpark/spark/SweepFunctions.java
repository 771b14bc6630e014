// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.BlockSweep;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepPlan;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import dev.deerpark.spark.kernel.KernelClock;
import dev.deerpark.spark.kernel.RunKernels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;
import scala.Tuple3;

/** The functions of the tasks of a sweep. */
final class SweepFunctions {
  private SweepFunctions() {}

  /** The data that every function needs. */
  record Setting(Layout layout, SweepRule rule, RunKernels kernels, KernelClock clock)
      implements Serializable {

    Kernel kernel() {
      return clock.timing(kernels.ofTask());
    }

    BlockSweep sweep() {
      return new BlockSweep(layout, rule, kernel());
    }
  }

  /** Walks every segment from a guess. */
  record Begin(Setting setting, SweepPlan plan, double[] start)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, Guess>>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<Tuple2<InputBlock, Guess>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          Iterators.ahead(blocks, Tuple2::_1, setting.kernel()),
          block -> sweep.begin(block._1(), plan, block._2(), start));
    }
  }

  /** Makes blocks from the ends of walks into a sink, one per block, in order. */
  record Walked(Setting setting, double[] start, Broadcast<List<States>> ends)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, Guess>>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<Tuple2<InputBlock, Guess>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          blocks,
          block ->
              sweep.walked(
                  block._1(),
                  sweep.starts(block._1(), block._2(), start),
                  ends.value().get(block._1().index())));
    }
  }

  /** Applies the pending update: with each block comes the state proposed before it. */
  record Advance(Setting setting, SweepPlan plan)
      implements FlatMapFunction<Iterator<Tuple3<InputBlock, BlockIterate, Belief>>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<Tuple3<InputBlock, BlockIterate, Belief>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          Iterators.ahead(blocks, Tuple3::_1, setting.kernel()),
          block -> sweep.advance(block._1(), block._2(), plan, block._3(), Optional.empty()));
    }
  }

  /**
   * The same where the update smooths: with each block come the state proposed before it and the
   * smoothed one after it.
   */
  record AdvanceSmoothed(Setting setting, SweepPlan plan)
      implements FlatMapFunction<
          Iterator<Tuple3<InputBlock, BlockIterate, Tuple2<Belief, double[]>>>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(
        Iterator<Tuple3<InputBlock, BlockIterate, Tuple2<Belief, double[]>>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          Iterators.ahead(blocks, Tuple3::_1, setting.kernel()),
          block ->
              sweep.advance(
                  block._1(), block._2(), plan, block._3()._1(), Optional.of(block._3()._2())));
    }
  }

  /** Filters along each block from the state before it, and folds its smoothing maps. */
  record Smooth(Setting setting, SweepPlan plan)
      implements FlatMapFunction<Iterator<Tuple3<InputBlock, BlockIterate, Belief>>, AnchoredMap> {

    @Override
    public Iterator<AnchoredMap> call(Iterator<Tuple3<InputBlock, BlockIterate, Belief>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          blocks, block -> sweep.backward(block._1(), block._2(), plan, block._3()));
    }
  }

  /** Moves the segments to other starts, those of all segments, and walks those that moved. */
  record MoveTo(Setting setting, SweepPlan plan, Broadcast<States> starts)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, BlockIterate>>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<Tuple2<InputBlock, BlockIterate>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          blocks,
          block -> {
            BlockIterate old = block._2();
            States moved = starts.value().part((int) old.firstSegment(), old.segments());
            return sweep.moveTo(block._1(), old, plan, moved);
          });
    }
  }

  /** Walks a partition's blocks, from a block on, one after the other from a state. */
  record WalkInOrder(Setting setting, double[] start, int first)
      implements FlatMapFunction<Iterator<InputBlock>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<InputBlock> blocks) {
      BlockSweep sweep = setting.sweep();
      List<BlockIterate> walked = new ArrayList<>();
      double[] state = start;
      while (blocks.hasNext()) {
        InputBlock block = blocks.next();
        if (block.index() >= first) {
          walked.add(sweep.walkFrom(block, state));
          state = walked.get(walked.size() - 1).end();
        }
      }
      return walked.iterator();
    }
  }
}
