// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.BlockSweep;
import dev.deerpark.engine.Guess;
import dev.deerpark.engine.SweepPlan;
import dev.deerpark.engine.SweepRule;
import dev.deerpark.engine.TwinWalk;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** What the tasks of a sweep do to their partition. */
final class SweepFunctions {
  private SweepFunctions() {}

  /** What every function needs. */
  record Setting(Layout layout, SweepRule rule, RunKernels kernels) implements Serializable {

    BlockSweep sweep() {
      return new BlockSweep(layout, rule, kernels.ofTask());
    }

    TwinWalk twins() {
      return new TwinWalk(rule, layout.segmentLength(), kernels.ofTask());
    }
  }

  /** Walks every segment from the guess. */
  record Begin(Setting setting, SweepPlan plan, Guess guess, double[] start)
      implements FlatMapFunction<Iterator<InputBlock>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<InputBlock> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(blocks, block -> sweep.begin(block, plan, guess, start));
    }
  }

  /** Walks every segment from start states that come with the block. */
  record BeginGiven(Setting setting, SweepPlan plan, double[] start)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, double[]>>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<Tuple2<InputBlock, double[]>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          blocks,
          block ->
              sweep.begin(
                  block._1(), plan, Guess.given(new States(block._2(), start.length)), start));
    }
  }

  /** The start states of a block, from what was worked out for it. */
  record Starts(Setting setting, double[] start)
      implements PairFlatMapFunction<Iterator<Tuple2<InputBlock, double[]>>, InputBlock, double[]> {

    @Override
    public Iterator<Tuple2<InputBlock, double[]>> call(
        Iterator<Tuple2<InputBlock, double[]>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          blocks,
          block ->
              new Tuple2<>(
                  block._1(),
                  sweep
                      .starts(block._1(), Guess.given(new States(block._2(), start.length)), start)
                      .array()));
    }
  }

  /** Takes walks that somebody else has made. */
  record Walked(Setting setting, Broadcast<List<double[]>> ends)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, double[]>>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<Tuple2<InputBlock, double[]>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          blocks,
          block -> {
            int size = sweep.stateSize();
            States starts = new States(block._2(), size);
            return sweep.walked(
                block._1(), starts, new States(ends.value().get(block._1().index()), size));
          });
    }
  }

  /** The state proposed before a block, and, where the update smooths, the one after it. */
  record Proposed(Belief before, Optional<double[]> after) {}

  /** Applies the pending update. */
  record Advance(Setting setting, SweepPlan plan)
      implements FlatMapFunction<
          Iterator<Tuple2<Tuple2<InputBlock, BlockIterate>, Proposed>>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(
        Iterator<Tuple2<Tuple2<InputBlock, BlockIterate>, Proposed>> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          blocks,
          block ->
              sweep.advance(
                  block._1()._1(), block._1()._2(), plan, block._2().before(), block._2().after()));
    }
  }

  /** Walks a partition's blocks one after the other from a state. */
  record WalkInOrder(Setting setting, double[] start)
      implements FlatMapFunction<Iterator<InputBlock>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<InputBlock> blocks) {
      BlockSweep sweep = setting.sweep();
      List<BlockIterate> walked = new ArrayList<>();
      double[] state = start;
      while (blocks.hasNext()) {
        walked.add(sweep.walkFrom(blocks.next(), state));
        state = walked.get(walked.size() - 1).end();
      }
      return walked.iterator();
    }
  }
}
