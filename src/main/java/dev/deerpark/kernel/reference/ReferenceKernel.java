// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.reference;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import java.util.Arrays;

/** Walks one segment after the other. */
public final class ReferenceKernel implements Kernel {
  private final Recurrence model;
  private final Precision precision;
  private final double[] input;
  private double[] state;
  private double[] next;

  public ReferenceKernel(Recurrence model, Precision precision) {
    this.model = model;
    this.precision = precision;
    this.input = new double[model.inputSize()];
    this.state = new double[model.stateSize()];
    this.next = new double[model.stateSize()];
  }

  @Override
  public int stateSize() {
    return state.length;
  }

  @Override
  public void trace(InputBlock inputs, int from, int to, double[] start, StateVisitor visitor) {
    System.arraycopy(start, 0, state, 0, state.length);
    for (int step = from; step < to; step++) {
      step(inputs, step);
      visitor.visit(step, state);
    }
    System.arraycopy(state, 0, start, 0, state.length);
  }

  @Override
  public void record(
      InputBlock inputs, int segmentLength, int from, int to, double[] starts, Numbers states) {
    int size = state.length;
    int first = from * segmentLength;
    for (int segment = from; segment < to; segment++) {
      double[] start = Arrays.copyOfRange(starts, segment * size, (segment + 1) * size);
      int begin = segment * segmentLength;
      int end = Math.min(begin + segmentLength, inputs.steps());
      trace(inputs, begin, end, start, (step, s) -> keep(s, states, (step - first) * size));
    }
  }

  private static void keep(double[] state, Numbers states, int at) {
    for (int i = 0; i < state.length; i++) {
      states.set(at + i, state[i]);
    }
  }

  @Override
  public void evaluate(InputBlock inputs, SegmentWalk walk) {
    int[] marks = MeetingMarks.of(walk.segmentLength);
    JacobianProduct product = JacobianProduct.of(walk.form, model);
    for (int segment = 0; segment < walk.requested.length; segment++) {
      if (walk.requested[segment]) {
        walk(inputs, walk, segment, marks, product);
      }
    }
  }

  private void walk(
      InputBlock inputs, SegmentWalk walk, int segment, int[] marks, JacobianProduct product) {
    int from = segment * walk.segmentLength;
    int length = Math.min(walk.segmentLength, inputs.steps() - from);
    boolean mayMeet = walk.walkedBefore && walk.form.entries(state.length) == 0;
    System.arraycopy(walk.starts, segment * state.length, state, 0, state.length);
    product.begin();
    int mark = 0;
    for (int walked = 1; walked <= length; walked++) {
      inputs.input(from + walked - 1, input);
      product.step(state, input);
      advance();
      walk.steps++;
      if (mark < marks.length && walked == marks[mark] && walked < length) {
        int at = (segment * marks.length + mark++) * state.length;
        if (mayMeet && walk.meets(state, at)) {
          return;
        }
        System.arraycopy(state, 0, walk.marks, at, state.length);
      }
    }
    walk.tangentSteps += (long) length * walk.form.tangents(state.length);
    System.arraycopy(state, 0, walk.ends, segment * state.length, state.length);
    product.end(walk.jacobians, segment);
  }

  private void step(InputBlock inputs, int step) {
    inputs.input(step, input);
    advance();
  }

  private void advance() {
    model.step(state, input, next);
    for (int i = 0; i < next.length; i++) {
      next[i] = precision.round(next[i]);
    }
    double[] swap = state;
    state = next;
    next = swap;
  }
}
