// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.Division;
import dev.deerpark.engine.trajectory.BlockRows;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Chooses how long segments are, for methods that walk long ones.
 *
 * @param steps of the series
 * @param width numbers that the model reads a step, at least 1
 * @param stateSize numbers in a state
 * @param lanes segments that the kernel walks at once
 * @param cores that share the work
 */
record SegmentPlanner(long steps, int width, int stateSize, int lanes, int cores) {
  /** A segment of so many burn-ins costs a small part more than its length. */
  private static final int BURN_INS_PER_SEGMENT = 12;

  /** Of a longer segment the burn-in is no smaller a part. */
  private static final int BURN_INS_AT_MOST = 100;

  /** Parts to cut a series into where the start is not forgotten. */
  private static final int PARTS = 64;

  private static final int SEGMENTS_PER_CORE = 4;

  /**
   * Numbers of the states that a task holds while it writes, 128 MiB of floats: rows leave in the
   * order of time, so that segments which are walked side by side are held whole.
   */
  private static final long HELD_NUMBERS = BlockRows.HELD / Float.BYTES;

  /**
   * Long enough to forget, and as many as all lanes of all cores walk at once, or so many times.
   *
   * @param memory steps in which the start is forgotten
   */
  Segments forgetting(int memory) {
    long together = (long) Math.max(SEGMENTS_PER_CORE, lanes) * cores;
    long longest = Math.max(1, LayoutPlanner.BLOCK_NUMBERS / ((long) lanes * width));
    long held = Math.max(1, HELD_NUMBERS / ((long) lanes * stateSize));
    long least = Math.min(2L * BURN_INS_PER_SEGMENT * memory, Division.ceil(steps, cores));
    // Shorter segments for the sake of the writing, but none of which the burn-in is a large part.
    long wanted =
        Math.min(
            Division.ceil(steps, together * held), Math.max(1, steps / (together * 2 * least)));
    long rounds = Math.max(wanted, Division.ceil(steps, together * longest));
    long even = Division.ceil(steps, together * rounds);
    int length = (int) Math.max(even, Math.min(least, longest));
    int burnIn = burnIn(memory, length);
    return new Segments(
        length,
        OptionalInt.of(burnIn),
        String.format(Locale.ROOT, "after %,d steps from anywhere a walk is on course", burnIn));
  }

  /** Where the start is not forgotten. */
  Segments remembering() {
    long share = Division.ceil(steps, Math.max(PARTS, (long) SEGMENTS_PER_CORE * cores));
    return new Segments(
        (int) Math.max(1, share), OptionalInt.empty(), "the start is not forgotten");
  }

  /**
   * Twice the longest way to the trajectory that was seen, or a hundredth of a segment: what that
   * costs is little against a second walk.
   *
   * @param length of a segment, which is no shorter than its burn-in
   */
  static int burnIn(int memory, int length) {
    return Math.min(Math.max(2 * memory, length / BURN_INS_AT_MOST), length);
  }
}
