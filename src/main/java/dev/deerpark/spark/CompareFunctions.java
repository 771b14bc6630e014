package dev.deerpark.spark;

import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.BlockWalk;
import dev.deerpark.engine.Engine.Comparison;
import dev.deerpark.sequence.InputBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/** What the tasks of a comparison do to their partition. */
final class CompareFunctions {
  private CompareFunctions() {}

  /** A comparison so far, and the loop's state there. */
  record LoopReport(Comparison comparison, double[] state) implements Serializable {}

  /** Goes on with the loop through a partition. */
  record CompareWithLoop(SweepFunctions.Setting setting, double[] start)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, BlockIterate>>, LoopReport> {

    @Override
    public Iterator<LoopReport> call(Iterator<Tuple2<InputBlock, BlockIterate>> blocks) {
      BlockWalk walk =
          new BlockWalk(setting.layout().segmentLength(), setting.kernels().value().create());
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
   * @param walked whether the state was walked to, from the block's start; otherwise it is where
   *     the next block begins
   */
  record BlockEnd(int block, double[] state, boolean walked) implements Serializable {}

  /** Walks the chosen blocks, and tells where their successors begin. */
  record WalkBlocks(SweepFunctions.Setting setting, Set<Integer> chosen)
      implements FlatMapFunction<Iterator<Tuple2<InputBlock, BlockIterate>>, BlockEnd> {

    @Override
    public Iterator<BlockEnd> call(Iterator<Tuple2<InputBlock, BlockIterate>> blocks) {
      BlockWalk walk =
          new BlockWalk(setting.layout().segmentLength(), setting.kernels().value().create());
      List<BlockEnd> ends = new ArrayList<>();
      while (blocks.hasNext()) {
        Tuple2<InputBlock, BlockIterate> pair = blocks.next();
        int block = pair._1().index();
        if (chosen.contains(block - 1)) {
          ends.add(new BlockEnd(block - 1, pair._2().start(0), false));
        }
        if (chosen.contains(block)) {
          ends.add(new BlockEnd(block, walk.end(pair._1(), pair._2()), true));
          if (block == setting.layout().blocks() - 1) {
            ends.add(new BlockEnd(block, pair._2().end(), false));
          }
        }
      }
      return ends.iterator();
    }
  }
}
