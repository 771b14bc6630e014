// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.Numbers;
import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.network.Feed;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.time.Timeline;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Makes the rows of a written trajectory of several recurrences, from blocks in which the input and
 * the states of all of them stand side by side.
 *
 * @param schema of the rows
 * @param timeline the times of the steps
 * @param every one in this many steps becomes a row, from the first step on
 * @param widths of the input, and of the state of each recurrence; 0 for what the blocks are
 *     without
 * @param output the function that gives the output
 * @param nonFinite looks at outputs, registered with Spark; null where none does
 */
public record NetworkRows(
    NetworkSchema schema,
    Timeline timeline,
    long every,
    List<Integer> widths,
    Feed output,
    NonFiniteOutputs nonFinite)
    implements FlatMapFunction<Iterator<InputBlock>, InternalRow> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<InternalRow> call(Iterator<InputBlock> blocks) {
    RowMaker maker = new RowMaker();
    return new Iterator<>() {
      private InputBlock block;
      private int next;

      @Override
      public boolean hasNext() {
        while (block == null || next >= block.steps()) {
          if (!blocks.hasNext()) {
            return false;
          }
          block = blocks.next();
          next = (int) Math.floorMod(-block.firstStep(), every);
        }
        return true;
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        InternalRow row = maker.row(block, next);
        next = (int) Math.min(next + every, Integer.MAX_VALUE);
        return row;
      }
    };
  }

  /** The offset of a signal in a row: of the input, or of a node's state. */
  private int begin(int source) {
    return widths.subList(0, source - Feed.INPUT).stream().mapToInt(width -> width).sum();
  }

  /** Makes rows, for one thread. */
  private final class RowMaker {
    private final TimeCells times = new TimeCells(timeline);
    private final int[] states;
    private final int[] sizes;
    private final RowFunction.Evaluator evaluator = output.program().open();
    private final Numbers row;
    private final Numbers result;

    RowMaker() {
      int nodes = widths.size() - 1;
      states = IntStream.range(0, nodes).map(NetworkRows.this::begin).toArray();
      sizes = IntStream.range(0, nodes).map(node -> widths.get(node + 1)).toArray();
      row = schema.precision().allocate(output.program().inputSize());
      result = schema.precision().allocate(output.program().outputSize());
    }

    InternalRow row(InputBlock block, int step) {
      int from = step * block.width();
      if (schema.withOutputs()) {
        int to = 0;
        for (int source : output.sources()) {
          int size = widths.get(source - Feed.INPUT);
          block.inputs().copy(from + begin(source), row, to, size);
          to += size;
        }
        evaluator.apply(row, 0, result, 0);
        if (nonFinite != null) {
          nonFinite.look(block.firstStep() + step, result, 0, output.program().outputSize());
        }
      }
      int[] at = IntStream.of(states).map(begin -> from + begin).toArray();
      return schema.row(times.time(block.firstStep() + step), block.inputs(), at, sizes, result);
    }
  }
}
