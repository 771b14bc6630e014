// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Makes the blocks of one layout from those of another over the same steps, forwards or with step
 * {@code t} in the place of {@code T - 1 - t}. A shuffle sends pieces to the partition that owns
 * their steps.
 */
public final class Recut {
  private Recut() {}

  /**
   * The same rows in the blocks of another layout.
   *
   * @param blocks of the layout {@code from}, in its partitions and in order
   * @param backwards whether time is reversed
   * @return the blocks of the layout {@code to}, in its partitions and in order
   */
  public static JavaRDD<InputBlock> of(
      JavaRDD<InputBlock> blocks, Layout from, Layout to, boolean backwards) {
    boolean same = from.blockSteps() == to.blockSteps() && from.partitions() == to.partitions();
    if (same && !backwards) {
      return blocks;
    }
    return blocks
        .flatMapToPair(new Pieces(to, backwards))
        .repartitionAndSortWithinPartitions(new ByOwner(to), Comparator.naturalOrder())
        .mapPartitions(new Joined(to));
  }

  /** Cuts a block at the ends of the layout's blocks; the keys are the first steps. */
  private record Pieces(Layout to, boolean backwards)
      implements PairFlatMapFunction<InputBlock, Long, InputBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Long, InputBlock>> call(InputBlock block) {
      InputBlock rows = backwards ? block.backwards() : block;
      long begin = backwards ? to.steps() - block.firstStep() - block.steps() : block.firstStep();
      List<Tuple2<Long, InputBlock>> pieces = new ArrayList<>();
      for (long step = begin; step < begin + block.steps(); ) {
        int owner = to.blockOf(step);
        long end = Math.min(begin + block.steps(), to.firstStep(owner) + to.stepsOf(owner));
        InputBlock piece = rows.part((int) (step - begin), (int) (end - begin));
        pieces.add(new Tuple2<>(step, piece.at(InputBlock.OF_NO_LAYOUT, step)));
        step = end;
      }
      return pieces.iterator();
    }
  }

  /** Sends a piece to the partition that owns its first step. */
  private static final class ByOwner extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final Layout layout;

    ByOwner(Layout layout) {
      this.layout = layout;
    }

    @Override
    public int numPartitions() {
      return layout.partitions();
    }

    @Override
    public int getPartition(Object step) {
      return layout.partitionOf(layout.blockOf((Long) step));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByOwner owner && owner.layout.equals(layout);
    }

    @Override
    public int hashCode() {
      return layout.hashCode();
    }
  }

  /** Joins pieces that come in order. */
  private record Joined(Layout to)
      implements FlatMapFunction<Iterator<Tuple2<Long, InputBlock>>, InputBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<InputBlock> call(Iterator<Tuple2<Long, InputBlock>> pieces) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return pieces.hasNext();
        }

        @Override
        public InputBlock next() {
          return block(pieces.next()._2(), pieces);
        }
      };
    }

    private InputBlock block(InputBlock first, Iterator<Tuple2<Long, InputBlock>> pieces) {
      int index = to.blockOf(first.firstStep());
      int steps = to.stepsOf(index);
      List<InputBlock> parts = new ArrayList<>(List.of(first));
      for (int filled = first.steps(); filled < steps; ) {
        InputBlock piece = pieces.next()._2();
        parts.add(piece);
        filled += piece.steps();
      }
      return InputBlock.joined(index, parts);
    }
  }
}
