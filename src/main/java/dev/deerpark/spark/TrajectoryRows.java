// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.Numbers;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * Turns the start states of a partition's segments, {@code [S][D]} a block, into the rows of the
 * output: walks the segments from there, as many side by side as memory allows, and tells an
 * accumulator how they join.
 *
 * @param layout of the solution
 * @param kernels of the kind that solved it
 * @param schema of the rows
 * @param readout the output of a state; null where none is written
 * @param every each how many-th step becomes a row, counted from the first
 * @param traces gets one trace a block
 */
public record TrajectoryRows(
    Layout layout,
    RunKernels kernels,
    TrajectorySchema schema,
    Readout readout,
    long every,
    TraceAccumulator traces)
    implements FlatMapFunction<Iterator<Tuple2<InputBlock, double[]>>, InternalRow> {

  /** Bytes of states that a task holds at a time. */
  public static final long HELD = 128L << 20;

  @Override
  public Iterator<InternalRow> call(Iterator<Tuple2<InputBlock, double[]>> blocks) {
    return new Rows(blocks);
  }

  /** Walks on when the rows at hand have run out. */
  private final class Rows implements Iterator<InternalRow> {
    private final Iterator<Tuple2<InputBlock, double[]>> blocks;
    private final Kernel kernel;
    private final int lanes;
    private final int size;
    private final Numbers output;
    private InputBlock inputs;
    private RecordedStates recorded;
    private BlockTrace.Builder trace;
    private double[] ends;

    /** The next step within the block. */
    private int next;

    private InternalRow ready;

    Rows(Iterator<Tuple2<InputBlock, double[]>> blocks) {
      this.blocks = blocks;
      this.kernel = kernels.ofTask();
      this.lanes = kernels.lanes();
      this.size = kernel.stateSize();
      this.output = schema.precision().allocate(readout == null ? 0 : readout.outputSize());
    }

    @Override
    public boolean hasNext() {
      while (ready == null) {
        if (inputs == null && !begin()) {
          return false;
        }
        walkOn();
      }
      return true;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      InternalRow row = ready;
      ready = null;
      return row;
    }

    private boolean begin() {
      if (!blocks.hasNext()) {
        return false;
      }
      Tuple2<InputBlock, double[]> block = blocks.next();
      inputs = block._1();
      double[] starts = block._2();
      ends = new double[starts.length];
      recorded =
          new RecordedStates(
              kernel, lanes, inputs, layout.segmentLength(), starts, schema.precision(), HELD);
      trace = new BlockTrace.Builder(Arrays.copyOf(starts, size));
      next = 0;
      return true;
    }

    private void walkOn() {
      int at = recorded.offset(next);
      if (next > 0 && next % layout.segmentLength() == 0) {
        double[] end = recorded.endBefore(next);
        trace.joint(end, recorded.start(next));
        keepEnd(next, end);
      }
      long step = inputs.firstStep() + next;
      trace.visit(step, recorded.states(), at, size);
      if (step % every == 0) {
        if (readout != null) {
          readout.apply(recorded.states(), at, output);
        }
        ready = schema.row(layout.firstTime() + step, recorded.states(), at, size, output);
      }
      next++;
      if (next == inputs.steps()) {
        double[] end = recorded.endBefore(next);
        keepEnd(next, end);
        traces.add(inputs.index(), trace.build(end), ends);
        inputs = null;
      }
    }

    /** Keeps where the segment that ends before a step ended. */
    private void keepEnd(int step, double[] end) {
      System.arraycopy(end, 0, ends, (step - 1) / layout.segmentLength() * size, size);
    }
  }
}
