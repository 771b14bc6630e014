// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * The result of a walk: S segments, states of D numbers, E numbers of a Jacobian ({@link
 * JacobianForm#entries}), M {@linkplain MeetingMarks marks}. A kernel writes the results of the
 * segments that were {@linkplain WalkRequest#requested requested}; those of the others stay as an
 * earlier walk left them.
 *
 * <p>A segment that was walked before keeps its end and the states at its marks. Where no Jacobian
 * is asked for, the new walk of such a segment ends as soon as it meets the old one; from there the
 * old walk stands. It also stands from a segment's first restart on, whatever is asked for.
 */
public final class WalkResult {
  private final States ends;
  private final double[] jacobians;
  private final States marks;
  private long steps;
  private long tangentSteps;
  private double largestJump;

  /**
   * Results that a walk overwrites.
   *
   * @param ends {@code [S][D]}: the states at the segments' ends
   * @param jacobians {@code [S][E]}: the segments' Jacobians, products over their steps; zeros for
   *     a segment with a restart
   * @param marks {@code [S * M][D]}: the states at the segments' marks
   */
  public WalkResult(States ends, double[] jacobians, States marks) {
    this.ends = ends;
    this.jacobians = jacobians;
    this.marks = marks;
  }

  /** Space for the results of a first walk. */
  public static WalkResult roomFor(WalkRequest request) {
    int entries = request.form().entries(request.stateSize());
    return roomFor(request, new double[Math.multiplyExact(request.segments(), entries)]);
  }

  /** Space for those of a walk whose Jacobians stay where they are computed. */
  public static WalkResult withoutJacobians(WalkRequest request) {
    return roomFor(request, new double[0]);
  }

  private static WalkResult roomFor(WalkRequest request, double[] jacobians) {
    int segments = request.segments();
    int size = request.stateSize();
    int marks = MeetingMarks.of(request.segmentLength()).length;
    return new WalkResult(
        States.zeros(segments, size), jacobians, States.zeros(segments * marks, size));
  }

  public States ends() {
    return ends;
  }

  public double[] jacobians() {
    return jacobians;
  }

  public States marks() {
    return marks;
  }

  /** Evaluations of f. */
  public long steps() {
    return steps;
  }

  /** The cost of the tangents, in evaluations of f. */
  public long tangentSteps() {
    return tangentSteps;
  }

  /** The largest absolute difference of two walks at a point where they counted as met. */
  public double largestJump() {
    return largestJump;
  }

  /** Counts the steps of a walk. */
  public void walked(long evaluations) {
    steps += evaluations;
  }

  /** Counts the cost of a walk's tangents. */
  public void differentiated(long evaluations) {
    tangentSteps += evaluations;
  }

  /** Writes the Jacobians of the requested segments with restarts: zeros. */
  public void restarted(WalkRequest request, InputBlock inputs) {
    int entries = request.form().entries(request.stateSize());
    if (entries == 0 || inputs.restarts().isEmpty()) {
      return;
    }
    for (int segment = 0; segment < request.segments(); segment++) {
      if (request.requested()[segment] && request.restarts(segment, inputs)) {
        Arrays.fill(jacobians, segment * entries, (segment + 1) * entries, 0);
      }
    }
  }

  /**
   * Whether a new walk meets the earlier one at a mark; updates {@link #largestJump}.
   *
   * @param state {@code [D]}, of the new walk
   * @param mark the index of the earlier walk's state in {@link #marks}
   */
  public boolean meets(double[] state, int mark, MeetingTolerance tolerance) {
    if (!tolerance.haveMet(state, marks, mark)) {
      return false;
    }
    for (int i = 0, from = marks.offset(mark); i < state.length; i++) {
      largestJump = Math.max(largestJump, Math.abs(state[i] - marks.array()[from + i]));
    }
    return true;
  }
}
