// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.recurrence.JacobianForm;
import java.util.Arrays;

/** Requests to kernels. */
public final class TestWalks {
  private TestWalks() {}

  /** The first walk of all segments. */
  public static SegmentWalk first(int length, JacobianForm form, double[] starts, int size) {
    int segments = starts.length / size;
    boolean[] all = new boolean[segments];
    Arrays.fill(all, true);
    return new SegmentWalk(
        length,
        size,
        form,
        starts,
        all,
        new double[segments * size],
        new double[segments * form.entries(size)],
        new double[segments * MeetingMarks.of(length).length * size],
        false,
        0);
  }

  /** A later walk of some segments from other starts. */
  public static SegmentWalk again(
      SegmentWalk earlier, double[] starts, boolean[] requested, double meetingTolerance) {
    return new SegmentWalk(
        earlier.segmentLength,
        earlier.stateSize,
        earlier.form,
        starts,
        requested,
        earlier.ends.clone(),
        earlier.jacobians.clone(),
        earlier.marks.clone(),
        true,
        meetingTolerance);
  }
}
