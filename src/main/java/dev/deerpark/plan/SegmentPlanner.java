// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.Division;
import dev.deerpark.engine.trajectory.BlockRows;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Chooses the length of segments, for methods that walk long ones.
 *
 * @param steps of the series
 * @param width numbers that the model reads per step, at least 1
 * @param stateSize numbers in a state
 * @param lanes segments that the kernel walks at once
 * @param cores that share the work
 */
record SegmentPlanner(long steps, int width, int stateSize, int lanes, int cores) {
  /** With segments this many burn-ins long, the burn-in adds only a small part to the cost. */
  private static final int BURN_INS_PER_SEGMENT = 12;

  /** The burn-in is at least this fraction of a segment, however long the segment is. */
  private static final int BURN_INS_AT_MOST = 100;

  /** The number of segments of a series where the start is not forgotten. */
  private static final int PARTS = 64;

  private static final int SEGMENTS_PER_CORE = 4;

  /**
   * Numbers of the states that a task holds while it writes, 128 MiB of floats: rows leave in the
   * order of time, so that segments which are walked side by side are held whole.
   */
  private static final long HELD_NUMBERS = BlockRows.HELD / Float.BYTES;

  /**
   * Segments that are long enough to forget, and as many as all lanes of all cores walk at once, or
   * a multiple of that.
   *
   * @param forgettingTime steps in which the start is forgotten
   */
  Segments forgetting(int forgettingTime) {
    long together = (long) Math.max(SEGMENTS_PER_CORE, lanes) * cores;
    long longest = Math.max(1, LayoutPlanner.BLOCK_NUMBERS / ((long) lanes * width));
    long held = Math.max(1, HELD_NUMBERS / ((long) lanes * stateSize));
    long least = Math.min(2L * BURN_INS_PER_SEGMENT * forgettingTime, Division.ceil(steps, cores));
    // Shorter segments make the writing cheaper, but the burn-in must stay a small part of them.
    long wanted =
        Math.min(
            Division.ceil(steps, together * held), Math.max(1, steps / (together * 2 * least)));
    long rounds = Math.max(wanted, Division.ceil(steps, together * longest));
    long even = Division.ceil(steps, together * rounds);
    int length = (int) Math.max(even, Math.min(least, longest));
    int burnIn = burnIn(forgettingTime, length);
    return new Segments(
        length,
        OptionalInt.of(burnIn),
        String.format(
            Locale.ROOT, "a walk from any state is on the trajectory after %,d steps", burnIn));
  }

  /** Segments for a model that does not forget its start. */
  Segments remembering() {
    long share = Division.ceil(steps, Math.max(PARTS, (long) SEGMENTS_PER_CORE * cores));
    return new Segments(
        (int) Math.max(1, share), OptionalInt.empty(), "the start is not forgotten");
  }

  /**
   * Twice the longest forgetting time in the sample, or a hundredth of a segment: that costs little
   * compared with a second walk.
   *
   * @param length of a segment, which limits its burn-in
   */
  static int burnIn(int forgettingTime, int length) {
    return Math.min(Math.max(2 * forgettingTime, length / BURN_INS_AT_MOST), length);
  }
}
