// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Asks a kernel to walk segments of a block. The arrays belong to the caller and are not modified.
 *
 * @param segmentLength steps in a full segment; the block's last may be shorter
 * @param form of the Jacobians to compute
 * @param starts the start states of the block's segments
 * @param requested {@code [S]}: which segments to walk
 * @param meeting when a walk counts as having met the earlier one, whose marks and ends the {@link
 *     WalkResult} holds; empty where there is no earlier walk
 */
public record WalkRequest(
    int segmentLength,
    JacobianForm form,
    States starts,
    boolean[] requested,
    Optional<MeetingTolerance> meeting) {

  /** The first walk of all segments. */
  public static WalkRequest all(int segmentLength, JacobianForm form, States starts) {
    return range(segmentLength, form, starts, 0, starts.count());
  }

  /** The first walk of the segments {@code from <= segment < to}. */
  public static WalkRequest range(
      int segmentLength, JacobianForm form, States starts, int from, int to) {
    boolean[] requested = new boolean[starts.count()];
    Arrays.fill(requested, from, to, true);
    return new WalkRequest(segmentLength, form, starts, requested, Optional.empty());
  }

  /** Number of segments, S. */
  public int segments() {
    return requested.length;
  }

  /** Numbers in a state, D. */
  public int stateSize() {
    return starts.size();
  }

  /** The number of segments to walk. */
  public int requestedCount() {
    int count = 0;
    for (boolean request : requested) {
      count += request ? 1 : 0;
    }
    return count;
  }

  /** Steps of a segment in a block of {@code blockSteps}. */
  public int lengthOf(int segment, int blockSteps) {
    return Math.min(segmentLength, blockSteps - segment * segmentLength);
  }

  /**
   * Steps to walk of a segment, unless the walk meets the earlier one before: to the segment's end,
   * or to its first {@linkplain Restarts restart} where there is an earlier walk, which stands from
   * there on.
   */
  public int stepsToWalk(int segment, InputBlock inputs) {
    int length = lengthOf(segment, inputs.steps());
    Restarts restarts = inputs.restarts();
    if (meeting.isEmpty() || restarts.isEmpty()) {
      return length;
    }
    int begin = segment * segmentLength;
    int first = restarts.firstFrom(begin);
    return first == restarts.count() ? length : Math.min(length, restarts.steps()[first] - begin);
  }

  /**
   * The same walks, those of segments with restarts apart: the end of such a segment does not
   * depend on its start, so they are walked without Jacobians, which are zero.
   */
  public List<WalkRequest> apart(InputBlock inputs) {
    return form.entries(stateSize()) == 0 || inputs.restarts().isEmpty()
        ? List.of(this)
        : List.of(where(inputs, false, form), where(inputs, true, JacobianForm.ZERO));
  }

  /** The walks of segments that have a restart, or of those that have none. */
  public WalkRequest where(InputBlock inputs, boolean restarting, JacobianForm otherForm) {
    boolean[] some = new boolean[requested.length];
    for (int segment = 0; segment < some.length; segment++) {
      some[segment] = requested[segment] && restarts(segment, inputs) == restarting;
    }
    return new WalkRequest(segmentLength, otherForm, starts, some, meeting);
  }

  /** Whether there is a restart in a segment. */
  boolean restarts(int segment, InputBlock inputs) {
    int begin = segment * segmentLength;
    return inputs.restarts().within(begin, begin + lengthOf(segment, inputs.steps()));
  }

  /**
   * Whether a walk may end where it meets the earlier one. A Jacobian is a product over the whole
   * segment, so with one it may not.
   */
  public boolean mayMeet() {
    return meeting.isPresent() && form.entries(stateSize()) == 0;
  }
}
