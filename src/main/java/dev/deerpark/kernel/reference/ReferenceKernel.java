// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.reference;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;

/** Walks one segment after the other. */
public final class ReferenceKernel implements Kernel {
  private static final JacobianProduct NO_JACOBIANS = new JacobianProduct() {};

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
      step(inputs, step, NO_JACOBIANS);
      visitor.visit(step, state);
    }
    System.arraycopy(state, 0, start, 0, state.length);
  }

  @Override
  public void record(
      InputBlock inputs, int segmentLength, int from, int to, States starts, Numbers states) {
    int size = state.length;
    int first = from * segmentLength;
    for (int segment = from; segment < to; segment++) {
      int begin = segment * segmentLength;
      int end = Math.min(begin + segmentLength, inputs.steps());
      double[] walking = starts.get(segment);
      trace(inputs, begin, end, walking, (step, s) -> keep(s, states, (step - first) * size));
    }
  }

  private static void keep(double[] state, Numbers states, int at) {
    for (int i = 0; i < state.length; i++) {
      states.set(at + i, state[i]);
    }
  }

  @Override
  public void evaluate(InputBlock inputs, WalkRequest request, WalkResult result) {
    for (WalkRequest part : request.apart(inputs)) {
      JacobianProduct product = JacobianProduct.of(part.form(), model);
      for (int segment = 0; segment < part.segments(); segment++) {
        if (part.requested()[segment]) {
          walk(inputs, part, result, segment, product);
        }
      }
    }
    result.restarted(request, inputs);
  }

  private void walk(
      InputBlock inputs,
      WalkRequest request,
      WalkResult result,
      int segment,
      JacobianProduct product) {
    int from = segment * request.segmentLength();
    int length = request.lengthOf(segment, inputs.steps());
    int[] marks = MeetingMarks.of(request.segmentLength());
    boolean mayMeet = request.mayMeet();
    int toWalk = request.stepsToWalk(segment, inputs);
    request.starts().copy(segment, state);
    product.begin();
    int mark = 0;
    for (int walked = 1; walked <= toWalk; walked++) {
      step(inputs, from + walked - 1, product);
      if (mark < marks.length && walked == marks[mark] && walked < length) {
        int at = segment * marks.length + mark++;
        if (mayMeet && result.meets(state, at, request.meeting().orElseThrow())) {
          result.walked(walked);
          return;
        }
        result.marks().set(at, state);
      }
    }
    result.walked(toWalk);
    if (toWalk == length) {
      result.differentiated((long) length * request.form().tangents(state.length));
      result.ends().set(segment, state);
      product.end(result.jacobians(), segment);
    }
  }

  /** Takes a step of a block, from the state that is given before it where it is a restart. */
  private void step(InputBlock inputs, int step, JacobianProduct product) {
    Restarts restarts = inputs.restarts();
    if (!restarts.isEmpty()) {
      int next = restarts.firstFrom(step);
      if (next < restarts.count() && restarts.steps()[next] == step) {
        restarts.copy(next, state);
      }
    }
    inputs.input(step, input);
    advance(inputs.firstStep() + step, product);
  }

  /**
   * Takes a step.
   *
   * @param step its number in the sequence, for messages
   */
  private void advance(long step, JacobianProduct product) {
    try {
      product.step(state, input);
      model.step(state, input, next);
    } catch (BadInputException refused) {
      throw refused;
    } catch (Throwable failure) {
      // some errors would end the JVM if they left the task
      throw new StepFailure(model.getClass(), step, failure);
    }
    for (int i = 0; i < next.length; i++) {
      next[i] = precision.round(next[i]);
    }
    double[] swap = state;
    state = next;
    next = swap;
  }
}
