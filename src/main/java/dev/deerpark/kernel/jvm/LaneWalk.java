// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.sequence.InputBlock;

/**
 * Deals the segments of a walk to the lanes of a strip. A lane whose segment has come to its end,
 * or has met the earlier walk, takes the next one at once, so that lanes stay busy to the last few
 * segments, wherever each of them ends.
 */
final class LaneWalk {
  private final InputBlock inputs;
  private final SegmentWalk walk;
  private final LaneRecord record;
  private final int[] marks;
  private final boolean mayMeet;
  private final double[] state;

  /** The first segment that was not yet dealt. */
  private int undealt;

  /**
   * @param record keeps states on the way
   */
  LaneWalk(InputBlock inputs, SegmentWalk walk, LaneRecord record) {
    this.inputs = inputs;
    this.record = record;
    this.walk = walk;
    this.marks = MeetingMarks.of(walk.segmentLength);
    this.mayMeet = walk.walkedBefore && walk.form.entries(walk.stateSize) == 0;
    this.state = new double[walk.stateSize];
    skipUnrequested();
  }

  /** A segment on its way. */
  private final class Walker {
    private final int segment;
    private final int length;
    private int walked;
    private int mark;

    Walker(int segment) {
      this.segment = segment;
      this.length = Math.min(walk.segmentLength, inputs.steps() - segment * walk.segmentLength);
    }

    /** Steps to the next mark, or to the end. */
    int ahead() {
      boolean marked = mark < marks.length && marks[mark] < length;
      return (marked ? marks[mark] : length) - walked;
    }

    int nextStep() {
      return segment * walk.segmentLength + walked;
    }
  }

  /** Walks all segments. */
  void run(Strip strip) {
    run(strip, 0, strip);
  }

  /**
   * Walks all segments.
   *
   * @param few when so many or fewer are left, they change to {@code rest}
   * @param rest with one lane; it does not take products over
   */
  void run(Strip strip, int few, Strip rest) {
    Walker[] walkers = new Walker[strip.lanes()];
    for (int active = deal(strip, walkers); active > few; active = deal(strip, walkers)) {
      advance(strip, walkers);
    }
    for (int lane = 0; lane < walkers.length; lane++) {
      if (walkers[lane] != null) {
        strip.store(lane, state, 0);
        rest.begin(0, state, 0);
        Walker[] alone = {walkers[lane]};
        while (alone[0] != null) {
          advance(rest, alone);
        }
      }
    }
  }

  /** Gives idle lanes a segment each and returns how many are busy then. */
  private int deal(Strip strip, Walker[] walkers) {
    int active = 0;
    for (int lane = 0; lane < walkers.length; lane++) {
      if (walkers[lane] == null && undealt < walk.requested.length) {
        strip.begin(lane, walk.starts, undealt * walk.stateSize);
        walkers[lane] = new Walker(undealt++);
        skipUnrequested();
      }
      active += walkers[lane] == null ? 0 : 1;
    }
    return active;
  }

  private void skipUnrequested() {
    while (undealt < walk.requested.length && !walk.requested[undealt]) {
      undealt++;
    }
  }

  /** Takes all walkers as far as the first of them has something to report. */
  private void advance(Strip strip, Walker[] walkers) {
    int steps = strip.reach();
    for (Walker walker : walkers) {
      steps = walker == null ? steps : Math.min(steps, walker.ahead());
    }
    for (int lane = 0; lane < walkers.length; lane++) {
      if (walkers[lane] != null) {
        strip.feed(lane, inputs, walkers[lane].nextStep(), steps);
      }
    }
    step(strip, walkers, steps);
    for (int lane = 0; lane < walkers.length; lane++) {
      Walker walker = walkers[lane];
      if (walker != null) {
        walker.walked += steps;
        walk.steps += steps;
        if (walker.ahead() == 0 && arrive(strip, lane, walker)) {
          walkers[lane] = null;
        }
      }
    }
  }

  private void step(Strip strip, Walker[] walkers, int steps) {
    if (record == LaneRecord.NONE) {
      strip.advance(0, steps);
      return;
    }
    for (int step = 0; step < steps; step++) {
      strip.advance(step, step + 1);
      for (int lane = 0; lane < walkers.length; lane++) {
        if (walkers[lane] != null) {
          record.keep(strip, lane, walkers[lane].nextStep() + step);
        }
      }
    }
  }

  /** At a mark or at the end; returns whether the segment is done. */
  private boolean arrive(Strip strip, int lane, Walker walker) {
    int size = walk.stateSize;
    if (walker.walked < walker.length) {
      int at = (walker.segment * marks.length + walker.mark++) * size;
      strip.store(lane, state, 0);
      if (mayMeet && walk.meets(state, at)) {
        return true;
      }
      System.arraycopy(state, 0, walk.marks, at, size);
      return false;
    }
    strip.store(lane, walk.ends, walker.segment * size);
    int entries = walk.form.entries(size);
    if (entries > 0) {
      strip.storeProduct(lane, walk.jacobians, walker.segment * entries);
    }
    walk.tangentSteps += (long) walker.length * walk.form.tangents(size);
    return true;
  }
}
