// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.Division;
import dev.deerpark.engine.trajectory.BlockRows;
import dev.deerpark.plan.probe.Dynamics;
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

  /** The same on a device, for which a step of few lanes takes as long as one of thousands. */
  private static final int BURN_INS_PER_SEGMENT_OF_DEVICE = 1;

  /** The burn-in is at least this fraction of a segment, however long the segment is. */
  private static final int BURN_INS_AT_MOST = 100;

  /** A burn-in for a start that is forgotten late is longer than that by a part of this. */
  private static final int LATE_MARGIN = 4;

  /** The part of a segment that a burn-in takes where it cannot be long enough. */
  private static final int SHORT_BURN_IN = 10;

  /**
   * The most numbers of a block whose segments have to be long, 256 MiB of floats: as many as a
   * partition should hold.
   */
  static final long LATE_BLOCK_NUMBERS = LayoutPlanner.PARTITION_NUMBERS;

  /** Beyond so many segments in which the start is forgotten, plain walks take too long to join. */
  static final double PLAIN_WALKS = 4;

  /** The number of segments of a series where the start is not forgotten. */
  private static final int PARTS = 64;

  private static final int SEGMENTS_PER_CORE = 4;

  /**
   * Numbers of the states that a task holds while it writes, 128 MiB of floats: rows leave in the
   * order of time, so that segments which are walked side by side are held whole.
   */
  static final long HELD_NUMBERS = BlockRows.HELD / Float.BYTES;

  /** Segments for dynamics that were measured. */
  Segments of(Dynamics dynamics) {
    if (dynamics.forgettingTime().isEmpty()) {
      return remembering();
    }
    int time = dynamics.forgettingTime().getAsInt();
    return isLate(dynamics)
        ? forgettingLate(time, dynamics.longest())
        : forgetting(time, dynamics.longest());
  }

  /**
   * Whether the start is forgotten so late that segments have to be long for it: longer than usual
   * blocks of inputs hold them in every lane of a core.
   */
  boolean isLate(Dynamics dynamics) {
    long usual = LayoutPlanner.blockNumbers(lanes) / ((long) lanes * width);
    boolean isWide = 2L * dynamics.forgettingTime().orElse(0) > usual;
    return dynamics.forgetsLate() || isWide && !LayoutPlanner.isDevice(lanes);
  }

  /**
   * Segments that are long enough to forget, and as many as all lanes of all cores walk at once, or
   * a multiple of that.
   *
   * @param forgettingTime steps in which the start is forgotten
   * @param longest steps of the longest series
   */
  Segments forgetting(int forgettingTime, int longest) {
    long together = (long) Math.max(SEGMENTS_PER_CORE, lanes) * cores;
    long most = Math.max(1, LayoutPlanner.blockNumbers(lanes) / ((long) lanes * width));
    long held = Math.max(1, HELD_NUMBERS / ((long) lanes * stateSize));
    boolean isDevice = LayoutPlanner.isDevice(lanes);
    long burnIns = isDevice ? BURN_INS_PER_SEGMENT_OF_DEVICE : BURN_INS_PER_SEGMENT;
    long least = Math.min(2 * burnIns * forgettingTime, Division.ceil(steps, cores));
    // Shorter segments make the writing cheaper, but the burn-in must stay a small part of them.
    // Not on a device, which walks them sooner than the states at their ends and marks are copied.
    long wanted =
        isDevice
            ? 1
            : Math.min(
                Division.ceil(steps, together * held), Math.max(1, steps / (together * 2 * least)));
    long rounds = Math.max(wanted, Division.ceil(steps, together * most));
    long even = Division.ceil(steps, together * rounds);
    int length = (int) Math.max(even, Math.min(least, most));
    int burnIn = Math.min(burnIn(forgettingTime, length), longest);
    return new Segments(
        length,
        OptionalInt.of(burnIn),
        String.format(
            Locale.ROOT, "a walk from any state is on the trajectory after %,d steps", burnIn));
  }

  /**
   * The longest segments that fill all lanes of all cores, for a start that is forgotten late: the
   * fewer forgetting times a segment has, the more often it is walked. Where secants will be
   * needed, no more segments than the driver can keep secants of: on clusters of more lanes than
   * that, some stay empty.
   *
   * @param forgettingTime steps in which the start is forgotten
   * @param longest steps of the longest series
   */
  Segments forgettingLate(int forgettingTime, int longest) {
    long together = (long) Math.max(SEGMENTS_PER_CORE, lanes) * cores;
    long rounds = Division.ceil(steps, together * longest(lanes));
    long full = Division.ceil(steps, together * rounds);
    boolean needsSecants = forgettingTime > PLAIN_WALKS * full;
    int length = (int) (needsSecants ? Math.max(full, shortestForSecants()) : full);
    int burnIn = Math.min(lateBurnIn(forgettingTime, length), longest);
    return new Segments(
        length,
        OptionalInt.of(burnIn),
        burnIn >= forgettingTime
            ? String.format(
                Locale.ROOT, "a walk from any state is on the trajectory after %,d steps", burnIn)
            : String.format(
                Locale.ROOT,
                "a walk from any state is on the trajectory only after %,d steps",
                forgettingTime));
  }

  /**
   * The burn-in of segments of a length, the same whether that was chosen or given. It never needs
   * to reach before a series begins.
   */
  int burnIn(Dynamics dynamics, int length) {
    int time = dynamics.forgettingTime().orElseThrow();
    int steps = isLate(dynamics) ? lateBurnIn(time, length) : burnIn(time, length);
    return Math.min(steps, dynamics.longest());
  }

  /** One that is long enough, as long as it takes a part of the segment; or else a short one. */
  private static int lateBurnIn(int forgettingTime, int length) {
    return 2L * forgettingTime <= length
        ? Math.min(forgettingTime + forgettingTime / LATE_MARGIN, length)
        : shortBurnIn(length);
  }

  /** The burn-in of segments in which the start is not forgotten. */
  static int shortBurnIn(int length) {
    return Math.max(1, length / SHORT_BURN_IN);
  }

  /** Segments for a model that does not forget its start. */
  Segments remembering() {
    long share = Division.ceil(steps, Math.max(PARTS, (long) SEGMENTS_PER_CORE * cores));
    return new Segments(
        (int) Math.min(Math.max(share, shortestForSecants()), longest(1)),
        OptionalInt.empty(),
        "the start is not forgotten");
  }

  /**
   * The shortest segments of the series of which the driver can keep the secants, as far as a block
   * holds them; at least 1.
   */
  private long shortestForSecants() {
    long most = FormMemory.mostSegmentsWithSecants(stateSize);
    return Math.min(Division.ceil(steps, most), longest(1));
  }

  /** The longest segments of which a block holds so many, at least 1. */
  private long longest(int segments) {
    return Math.max(1, LATE_BLOCK_NUMBERS / ((long) segments * width));
  }

  /**
   * Twice the longest forgetting time in the sample, or a hundredth of a segment: that costs little
   * compared with a second walk.
   *
   * @param length of a segment, which limits its burn-in
   */
  static int burnIn(int forgettingTime, int length) {
    return (int) Math.min(Math.max(2L * forgettingTime, length / BURN_INS_AT_MOST), length);
  }
}
