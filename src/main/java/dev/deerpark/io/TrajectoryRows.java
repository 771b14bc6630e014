package dev.deerpark.io;

import dev.deerpark.engine.BlockIterate;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Turns a partition of the solution into the rows of the output: walks every segment from its
 * start, a few hundred steps at a time, and tells an accumulator how the segments join.
 *
 * @param layout of the solution
 * @param kernels the kind that solved it
 * @param schema of the rows
 * @param readout the output of a state; null where none is written
 * @param every each how many-th step becomes a row, counted from the first
 * @param traces gets one trace a block
 */
public record TrajectoryRows(
    Layout layout,
    Broadcast<KernelFactory> kernels,
    TrajectorySchema schema,
    Readout readout,
    long every,
    TraceAccumulator traces)
    implements FlatMapFunction<Iterator<Tuple2<InputBlock, BlockIterate>>, Row> {
  private static final int CHUNK = 512;

  @Override
  public Iterator<Row> call(Iterator<Tuple2<InputBlock, BlockIterate>> blocks) {
    return new Rows(blocks, kernels.value().create());
  }

  /** Walks on when the rows at hand have run out. */
  private final class Rows implements Iterator<Row> {
    private final Iterator<Tuple2<InputBlock, BlockIterate>> blocks;
    private final Kernel kernel;
    private final double[] state;
    private final double[] output;
    private final Queue<Row> ready = new ArrayDeque<>();
    private InputBlock inputs;
    private BlockIterate solution;
    private BlockTrace.Builder trace;
    private int next;

    Rows(Iterator<Tuple2<InputBlock, BlockIterate>> blocks, Kernel kernel) {
      this.blocks = blocks;
      this.kernel = kernel;
      this.state = new double[kernel.stateSize()];
      this.output = new double[readout == null ? 0 : readout.outputSize()];
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty()) {
        if (inputs == null && !begin()) {
          return false;
        }
        walkOn();
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      return ready.remove();
    }

    private boolean begin() {
      if (!blocks.hasNext()) {
        return false;
      }
      Tuple2<InputBlock, BlockIterate> block = blocks.next();
      inputs = block._1();
      solution = block._2();
      trace = new BlockTrace.Builder(solution.start(0));
      next = 0;
      return true;
    }

    private void walkOn() {
      int segment = next / layout.segmentLength();
      if (next % layout.segmentLength() == 0) {
        double[] start = solution.start(segment);
        if (segment > 0) {
          trace.joint(state, start);
        }
        System.arraycopy(start, 0, state, 0, state.length);
      }
      int end = Math.min((segment + 1) * layout.segmentLength(), inputs.steps());
      int to = Math.min(next + CHUNK, end);
      kernel.trace(inputs, next, to, state, this::visit);
      next = to;
      if (next == inputs.steps()) {
        traces.add(inputs.index(), trace.build(state));
        inputs = null;
      }
    }

    private void visit(int stepInBlock, double[] visited) {
      long step = inputs.firstStep() + stepInBlock;
      trace.visit(step, visited);
      if (step % every == 0) {
        if (readout != null) {
          readout.apply(visited, output);
        }
        ready.add(schema.row(layout.firstTime() + step, visited, output));
      }
    }
  }
}
