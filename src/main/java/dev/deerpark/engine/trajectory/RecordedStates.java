// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;

/**
 * The states of a block in the order of time, within a given number of bytes: some segments at a
 * time, walked side by side, or a part of one segment.
 */
final class RecordedStates {
  private final Kernel kernel;
  private final InputBlock inputs;
  private final int segmentLength;
  private final States starts;
  private final int size;
  private final int capacity;
  private final Numbers states;

  /** The current state of a walk in parts. */
  private final double[] state;

  private final double[] end;
  private int from;
  private int to;

  /**
   * @param lanes segments that the kernel walks at once: they are walked in multiples of this
   *     number, as far as memory allows
   * @param starts of the block, not modified
   * @param bytes that may be held, except that a single state always may
   */
  RecordedStates(
      Kernel kernel,
      int lanes,
      InputBlock inputs,
      int segmentLength,
      States starts,
      Precision precision,
      long bytes) {
    this.kernel = kernel;
    this.inputs = inputs;
    this.segmentLength = segmentLength;
    this.size = kernel.stateSize();
    this.starts = starts;
    long most = Math.max(1, bytes / precision.bytes() / size);
    long segments = most / segmentLength;
    long together = segments > lanes ? segments / lanes * lanes : segments;
    this.capacity = (int) Math.min(together > 0 ? together * segmentLength : most, inputs.steps());
    this.states = precision.allocate(Math.multiplyExact(capacity, size));
    this.state = new double[size];
    this.end = new double[size];
  }

  /** The offset in {@link #states} of the state after a step; steps are requested in order. */
  int offset(int step) {
    if (step >= to) {
      if (to > 0) {
        copy(to - 1, end);
      }
      from = step;
      fill();
    }
    return (step - from) * size;
  }

  private void fill() {
    if (capacity >= Math.min(segmentLength, inputs.steps())) {
      to = Math.min(from + capacity, inputs.steps());
      int last = (to + segmentLength - 1) / segmentLength;
      kernel.record(inputs, segmentLength, from / segmentLength, last, starts, states);
      return;
    }
    if (from % segmentLength == 0) {
      starts.copy(from / segmentLength, state);
    }
    int segmentEnd = Math.min((from / segmentLength + 1) * segmentLength, inputs.steps());
    to = Math.min(from + capacity, segmentEnd);
    kernel.trace(inputs, from, to, state, (step, s) -> keep(s, (step - from) * size));
  }

  private void keep(double[] visited, int at) {
    for (int i = 0; i < size; i++) {
      states.set(at + i, visited[i]);
    }
  }

  Numbers states() {
    return states;
  }

  /** {@code [D]}: the state after the step before; overwritten by the next call. */
  double[] endBefore(int step) {
    if (step - 1 >= from) {
      copy(step - 1, end);
    }
    return end;
  }

  private void copy(int step, double[] into) {
    for (int i = 0; i < size; i++) {
      into[i] = states.get((step - from) * size + i);
    }
  }

  /** {@code [D]}: the start state of the segment that begins at a step. */
  double[] start(int step) {
    return starts.get(step / segmentLength);
  }
}
