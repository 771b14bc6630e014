// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Walks the segments of a block into a sink, as many side by side as memory allows. Iterates over
 * the rows in the order of time; after the last row, the results of the walk are available.
 *
 * @param <R> the rows
 */
public final class BlockRows<R> implements Iterator<R> {

  /** The most bytes of states held at a time. */
  public static final long HELD = 128L << 20;

  private final InputBlock inputs;
  private final int segmentLength;
  private final StateSink<R> sink;
  private final StateSink.Rows<R> rows;
  private final int size;
  private final RecordedStates recorded;
  private final StateTrace.Builder trace;
  private final States ends;

  /** The next step within the block. */
  private int next;

  private R ready;
  private boolean ended;

  /**
   * @param kernel used by this walk alone until its end
   * @param lanes segments that the kernel walks side by side
   * @param segmentLength steps in a full segment
   * @param rule of the run
   * @param starts of all segments, in the run's precision; not modified
   */
  public BlockRows(
      Kernel kernel,
      int lanes,
      InputBlock inputs,
      int segmentLength,
      SweepRule rule,
      States starts,
      StateSink<R> sink) {
    this.inputs = inputs;
    this.segmentLength = segmentLength;
    this.sink = sink.of(inputs);
    this.rows = this.sink.open();
    this.size = kernel.stateSize();
    this.recorded =
        new RecordedStates(kernel, lanes, inputs, segmentLength, starts, rule.precision(), HELD);
    this.trace = new StateTrace.Builder(starts.get(0), rule.closeness());
    this.ends = States.zeros(starts.count(), size);
  }

  @Override
  public boolean hasNext() {
    while (ready == null && next < inputs.steps()) {
      walkOn();
    }
    if (ready == null && !ended) {
      ended = true;
      ready = rows.rest();
    }
    return ready != null;
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    R row = ready;
    ready = null;
    return row;
  }

  private void walkOn() {
    int at = recorded.offset(next);
    if (next > 0 && next % segmentLength == 0) {
      trace.joint(keepEnd(), recorded.start(next));
    }
    long step = inputs.firstStep() + next;
    trace.visit(step, recorded.states(), at, size);
    if (sink.keeps(step)) {
      ready = rows.of(step, recorded.states(), at, size);
    }
    next++;
  }

  /** Keeps the end of the segment before the next step. */
  private double[] keepEnd() {
    double[] end = recorded.endBefore(next);
    ends.set((next - 1) / segmentLength, end);
    return end;
  }

  /**
   * The results of the walk.
   *
   * @throws IllegalStateException before its end
   */
  public WalkedBlock walked() {
    if (hasNext()) {
      throw new IllegalStateException("block " + inputs.index() + " is at step " + next);
    }
    return new WalkedBlock(inputs.index(), trace.build(keepEnd()), ends);
  }
}
