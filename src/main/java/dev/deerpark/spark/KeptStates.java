// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.Numbers;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.storage.StorageLevel;

/**
 * The states of a solved recurrence as blocks, which may be the inputs of another one. They are
 * persisted, and checkpointed, so that they outlive the engine that walked them.
 */
public final class KeptStates implements AutoCloseable {
  private final Layout layout;
  private final String name;
  private JavaRDD<InputBlock> blocks;

  /**
   * States that are not walked yet.
   *
   * @param layout of the recurrence that is solved
   * @param name of the states in Spark's UI
   */
  public KeptStates(Layout layout, String name) {
    this.layout = layout;
    this.name = name;
  }

  /**
   * The output to walk into; states that were kept before are replaced.
   *
   * @param timed runs the job
   */
  public StateOutput<?> output(UnaryOperator<Runnable> timed) {
    return new StateOutput<>(new StateRow.Sink(), rows -> timed.apply(() -> keep(rows)).run());
  }

  private void keep(JavaRDD<StateRow> rows) {
    close();
    blocks =
        RddOperations.mapPartitions(rows, new Packed(layout))
            .setName(name)
            .persist(StorageLevel.MEMORY_AND_DISK());
    blocks.checkpoint();
    blocks.count();
  }

  /** The blocks of the layout, in order, each row a state. */
  public JavaRDD<InputBlock> blocks() {
    return blocks;
  }

  @Override
  public void close() {
    if (blocks != null) {
      blocks.unpersist(false);
      blocks = null;
    }
  }

  /** Packs states that come in the order of time into blocks. */
  private record Packed(Layout layout) implements FlatMapFunction<Iterator<StateRow>, InputBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<InputBlock> call(Iterator<StateRow> rows) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public InputBlock next() {
          return block(rows.next(), rows);
        }
      };
    }

    private InputBlock block(StateRow first, Iterator<StateRow> rows) {
      int index = layout.blockOf(first.step());
      int steps = layout.stepsOf(index);
      int width = first.state().length();
      Numbers states = first.state().precision().allocate(Math.multiplyExact(steps, width));
      StateRow row = first;
      for (int step = 0; step < steps; step++) {
        row.state().copy(0, states, step * width, width);
        if (step + 1 < steps) {
          row = rows.next();
        }
      }
      return new InputBlock(index, layout.firstStep(index), steps, width, states);
    }
  }
}
