// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.trajectory.BlockWalk;
import dev.deerpark.engine.trajectory.Predictability;
import dev.deerpark.engine.trajectory.Trajectory.Comparison;
import dev.deerpark.engine.trajectory.TwinWalk;
import dev.deerpark.sequence.InputBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/** The functions of the tasks that walk along a solution. */
final class SolutionFunctions {
  private SolutionFunctions() {}

  private static BlockWalk walkOf(SweepFunctions.Setting setting) {
    return new BlockWalk(
        setting.layout().segmentLength(), setting.rule().closeness(), setting.kernel());
  }

  private static TwinWalk twinsOf(SweepFunctions.Setting setting) {
    return new TwinWalk(setting.rule(), setting.layout(), setting.kernel());
  }

  /** A comparison so far, and the loop's state at its end. */
  @DefaultSerializer(RecordSerializer.class)
  record LoopReport(Comparison comparison, double[] state) implements Serializable {}

  /** Continues the loop through a partition. */
  record CompareWithLoop(SweepFunctions.Setting setting, double[] start)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, BlockIterate>>, LoopReport> {

    @Override
    public Iterator<LoopReport> call(Iterator<Tuple2<InputBlock, BlockIterate>> blocks) {
      BlockWalk walk = walkOf(setting);
      double[] state = start.clone();
      Comparison comparison = Comparison.NONE;
      while (blocks.hasNext()) {
        Tuple2<InputBlock, BlockIterate> block = blocks.next();
        comparison = comparison.and(walk.compare(block._1(), block._2(), state));
      }
      return List.of(new LoopReport(comparison, state)).iterator();
    }
  }

  /**
   * Both ends of a joint between blocks.
   *
   * @param block the block before the joint
   * @param state {@code [D]}
   * @param walked whether the state is the end of a walk from the block's start; otherwise it is
   *     the start of the next block
   * @param repeats whether steps of the block that were walked twice gave the same bits
   */
  @DefaultSerializer(RecordSerializer.class)
  record BlockEnd(int block, double[] state, boolean walked, boolean repeats)
      implements Serializable {}

  /** Walks the chosen blocks, and returns the starts of their successors. */
  record WalkBlocks(SweepFunctions.Setting setting, Set<Integer> chosen)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, BlockIterate>>, BlockEnd> {

    @Override
    public Iterator<BlockEnd> call(Iterator<Tuple2<InputBlock, BlockIterate>> blocks) {
      BlockWalk walk = walkOf(setting);
      List<BlockEnd> ends = new ArrayList<>();
      while (blocks.hasNext()) {
        Tuple2<InputBlock, BlockIterate> pair = blocks.next();
        int block = pair._1().index();
        if (chosen.contains(block - 1)) {
          ends.add(new BlockEnd(block - 1, pair._2().start(0), false, true));
        }
        if (chosen.contains(block)) {
          boolean repeats = walk.repeats(pair._1(), pair._2());
          ends.add(new BlockEnd(block, walk.end(pair._1(), pair._2()), true, repeats));
          if (block == setting.layout().blocks() - 1) {
            ends.add(new BlockEnd(block, pair._2().end(), false, true));
          }
        }
      }
      return ends.iterator();
    }
  }

  /** Continues a twin through a partition. */
  record FollowTwin(SweepFunctions.Setting setting, TwinWalk.At start)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, BlockIterate>>, TwinWalk.At> {

    @Override
    public Iterator<TwinWalk.At> call(Iterator<Tuple2<InputBlock, BlockIterate>> blocks) {
      TwinWalk walk = twinsOf(setting);
      TwinWalk.At at = start;
      while (blocks.hasNext()) {
        Tuple2<InputBlock, BlockIterate> block = blocks.next();
        at = walk.through(block._1(), block._2(), at);
      }
      return List.of(at).iterator();
    }
  }

  /** Follows a separate twin through the beginning of each of the chosen blocks. */
  record FollowTwins(SweepFunctions.Setting setting, Set<Integer> chosen)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, BlockIterate>>, Predictability> {

    @Override
    public Iterator<Predictability> call(Iterator<Tuple2<InputBlock, BlockIterate>> blocks) {
      TwinWalk walk = twinsOf(setting);
      List<Predictability> found = new ArrayList<>();
      while (blocks.hasNext()) {
        Tuple2<InputBlock, BlockIterate> block = blocks.next();
        if (chosen.contains(block._1().index())) {
          found.add(walk.sample(block._1(), block._2()));
        }
      }
      return found.iterator();
    }
  }
}
