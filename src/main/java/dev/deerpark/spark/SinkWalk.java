// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.sweep.BlockSweep;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.trajectory.BlockRows;
import dev.deerpark.engine.trajectory.StateSink;
import dev.deerpark.engine.trajectory.WalkedBlock;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * A task that walks the segments of its partition into a sink.
 *
 * @param start {@code [D]}: the state before step 0
 * @param withEnds whether the driver needs the ends of the segments
 * @param walked receives the results of each block's walk; null where only the rows are wanted
 */
record SinkWalk<R>(
    SweepFunctions.Setting setting,
    double[] start,
    StateSink<R> sink,
    boolean withEnds,
    WalkedBlocks walked)
    implements FlatMapFunction<Iterator<Tuple2<InputBlock, Guess>>, R> {

  /**
   * Walks all blocks and stores the rows.
   *
   * @return the results of the walks, in the order of the blocks
   */
  static <R> Collection<WalkedBlock> run(
      SweepFunctions.Setting setting,
      JavaRDD<Tuple2<InputBlock, Guess>> guesses,
      double[] start,
      StateOutput<R> output,
      boolean withEnds) {
    WalkedBlocks walked = new WalkedBlocks();
    guesses.context().register(walked);
    output
        .store()
        .accept(
            RddOperations.mapPartitions(
                guesses, new SinkWalk<>(setting, start, output.sink(), withEnds, walked)));
    return walked.inOrder(setting.layout().blocks());
  }

  /** The rows alone, walked whenever they are computed. */
  static <R> JavaRDD<R> rows(
      SweepFunctions.Setting setting,
      JavaRDD<Tuple2<InputBlock, Guess>> guesses,
      double[] start,
      StateSink<R> sink) {
    return RddOperations.mapPartitions(guesses, new SinkWalk<>(setting, start, sink, false, null));
  }

  @Override
  public Iterator<R> call(Iterator<Tuple2<InputBlock, Guess>> blocks) {
    return new Rows(blocks, setting.kernel());
  }

  private void done(WalkedBlock block) {
    if (walked != null) {
      walked.add(withEnds ? block : block.withoutEnds());
    }
  }

  /** The rows of one block after the other. */
  private final class Rows implements Iterator<R> {
    private final Iterator<Tuple2<InputBlock, Guess>> blocks;
    private final Kernel kernel;
    private final BlockSweep sweep;
    private BlockRows<R> rows;

    Rows(Iterator<Tuple2<InputBlock, Guess>> blocks, Kernel kernel) {
      this.blocks = Iterators.ahead(blocks, Tuple2::_1, kernel);
      this.kernel = kernel;
      this.sweep = new BlockSweep(setting.layout(), setting.rule(), kernel);
    }

    @Override
    public boolean hasNext() {
      while (rows == null || !rows.hasNext()) {
        if (rows != null) {
          done(rows.walked());
          rows = null;
        }
        if (!blocks.hasNext()) {
          return false;
        }
        rows = rowsOf(blocks.next());
      }
      return true;
    }

    private BlockRows<R> rowsOf(Tuple2<InputBlock, Guess> block) {
      States starts = sweep.starts(block._1(), block._2(), start);
      return new BlockRows<>(
          kernel,
          setting.kernels().lanes(),
          block._1(),
          setting.layout().segmentLength(),
          setting.rule(),
          starts,
          sink);
    }

    @Override
    public R next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return rows.next();
    }
  }
}
