// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.recurrence.JacobianForm;

/**
 * The walk of a block's segments: what is asked of a kernel and what it answers, in arrays that the
 * caller owns. S segments, states of D numbers, E numbers of a Jacobian ({@link
 * JacobianForm#entries}), M marks.
 *
 * <p>A segment that was walked before keeps its end and the states at its {@link MeetingMarks}.
 * Where no Jacobian is asked for, the new walk of such a segment ends as soon as it meets the old
 * one: all components within {@code meetingTolerance * max(1, |s|)}. From there the old walk
 * stands.
 */
public final class SegmentWalk {
  /** Steps in a full segment; the block's last may be shorter. */
  public final int segmentLength;

  /** Numbers in a state. */
  public final int stateSize;

  public final JacobianForm form;

  /** {@code [S][D]}, read: the start states. */
  public final double[] starts;

  /** {@code [S]}, read: which segments to walk. The results of the others are left alone. */
  public final boolean[] requested;

  /** {@code [S][D]}, written: the states at the segments' ends. */
  public final double[] ends;

  /** {@code [S][E]}, written: the segments' Jacobians, the product over their steps. */
  public final double[] jacobians;

  /** {@code [S][M][D]}, read where {@link #walkedBefore}, and written. */
  public final double[] marks;

  /** Whether ends and marks hold an earlier walk. */
  public final boolean walkedBefore;

  /**
   * How near two walks must come to have met, relative to {@code max(1, |s|)}; 0 asks for the same
   * bits.
   */
  public final double meetingTolerance;

  /** Written: evaluations of f. */
  public long steps;

  /** Written: evaluations of f that the tangents were worth. */
  public long tangentSteps;

  /** Written: the largest absolute difference of two walks where they were taken to have met. */
  public double largestJump;

  public SegmentWalk(
      int segmentLength,
      int stateSize,
      JacobianForm form,
      double[] starts,
      boolean[] requested,
      double[] ends,
      double[] jacobians,
      double[] marks,
      boolean walkedBefore,
      double meetingTolerance) {
    this.segmentLength = segmentLength;
    this.stateSize = stateSize;
    this.form = form;
    this.starts = starts;
    this.requested = requested;
    this.ends = ends;
    this.jacobians = jacobians;
    this.marks = marks;
    this.walkedBefore = walkedBefore;
    this.meetingTolerance = meetingTolerance;
  }

  /**
   * Whether a new walk meets the earlier one, and keeps the {@link #largestJump}.
   *
   * @param state {@code [D]}, of the new walk
   * @param from where the earlier walk's state begins in {@link #marks}
   */
  public boolean meets(double[] state, int from) {
    double jump = 0;
    for (int i = 0; i < stateSize; i++) {
      double difference = Math.abs(state[i] - marks[from + i]);
      // written so that NaN never meets
      if (!(difference <= meetingTolerance * Math.max(1, Math.abs(state[i])))) {
        return false;
      }
      jump = Math.max(jump, difference);
    }
    largestJump = Math.max(largestJump, jump);
    return true;
  }
}
