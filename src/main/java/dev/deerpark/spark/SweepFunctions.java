package dev.deerpark.spark;

import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.BlockSweep;
import dev.deerpark.engine.StateScan;
import dev.deerpark.engine.SweepRule;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** What the tasks of a sweep do to their partition. */
final class SweepFunctions {
  private SweepFunctions() {}

  /** What every function needs. */
  record Setting(Layout layout, SweepRule rule, Broadcast<KernelFactory> kernels)
      implements Serializable {

    BlockSweep sweep() {
      return new BlockSweep(layout, rule, kernels.value().create());
    }
  }

  /** Walks every segment from the guess. */
  record Begin(Setting setting, JacobianForm form, double[] start)
      implements FlatMapFunction<Iterator<InputBlock>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(Iterator<InputBlock> blocks) {
      BlockSweep sweep = setting.sweep();
      return Iterators.map(blocks, block -> sweep.begin(block, form, start));
    }
  }

  /**
   * Applies the pending update.
   *
   * @param nodes for each partition the states before the nodes that it reported
   */
  record Advance(Setting setting, JacobianForm form, List<List<double[]>> nodes, long exactSegments)
      implements FlatMapFunction2<
          Iterator<Tuple2<InputBlock, BlockIterate>>, Iterator<AnchoredMap>, BlockIterate> {

    @Override
    public Iterator<BlockIterate> call(
        Iterator<Tuple2<InputBlock, BlockIterate>> blocks, Iterator<AnchoredMap> elements) {
      if (!blocks.hasNext()) {
        return Collections.emptyIterator();
      }
      Tuple2<InputBlock, BlockIterate> first = blocks.next();
      int partition = setting.layout().partitionOf(first._1().index());
      StateScan scan = new StateScan(setting.layout());
      Iterator<double[]> starts = scan.starts(partition, elements, nodes.get(partition)).iterator();
      BlockSweep sweep = setting.sweep();
      return Iterators.map(
          Iterators.prepend(first, blocks),
          block -> sweep.advance(block._1(), block._2(), form, starts.next(), exactSegments));
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
        state = walked.get(walked.size() - 1).summary().lastEnd();
      }
      return walked.iterator();
    }
  }
}
