// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.States;
import java.util.Arrays;
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
   * Whether a walk may end where it meets the earlier one. A Jacobian is a product over the whole
   * segment, so with one it may not.
   */
  public boolean mayMeet() {
    return meeting.isPresent() && form.entries(stateSize()) == 0;
  }
}
