// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;

/**
 * Assigns the segments of a walk to the lanes of a strip. A lane that has reached the end of its
 * segment, or met the earlier walk, takes the next segment at once, so that lanes stay busy until
 * the last few segments, however long each of them is walked. A walk that comes to a restart goes
 * on from the state that is given there, in the same lane.
 */
final class LaneWalk {
  private final InputBlock inputs;
  private final Restarts restarts;
  private final WalkRequest request;
  private final LaneOutput output;
  private final int[] marks;
  private final double[] state;

  /** The first segment that is not assigned yet. */
  private int unassigned;

  LaneWalk(InputBlock inputs, WalkRequest request, LaneOutput output) {
    this.inputs = inputs;
    this.restarts = inputs.restarts();
    this.request = request;
    this.output = output;
    this.marks = output.marks();
    this.state = new double[request.stateSize()];
    skipUnrequested();
  }

  /** A segment that is being walked. */
  private final class Walker {
    private final int segment;
    private final int length;

    /** Steps to walk: all of them, or those before a restart. */
    private final int toWalk;

    private int walked;
    private int mark;

    /** The next restart. */
    private int restart;

    Walker(int segment) {
      this.segment = segment;
      this.length = request.lengthOf(segment, inputs.steps());
      this.toWalk = request.stepsToWalk(segment, inputs);
      this.restart = restarts.firstFrom(nextStep());
    }

    /** Steps to the next mark, or to the end. */
    int ahead() {
      boolean marked = mark < marks.length && marks[mark] < toWalk;
      return (marked ? marks[mark] : toWalk) - walked;
    }

    boolean isAtMark() {
      return mark < marks.length && marks[mark] == walked && walked < length;
    }

    int nextStep() {
      return segment * request.segmentLength() + walked;
    }

    /**
     * Replaces the state before a step that is a restart.
     *
     * @param ahead steps from the next one on
     * @return steps to the restart after it
     */
    int restart(Strip strip, int lane, int ahead) {
      if (stepsToRestart() == ahead) {
        strip.restart(lane, restarts, restart++);
      }
      return stepsToRestart();
    }

    private int stepsToRestart() {
      return restart < restarts.count()
          ? restarts.steps()[restart] - nextStep()
          : Integer.MAX_VALUE;
    }
  }

  /** Walks all segments. */
  void run(Strip strip) {
    run(strip, 0, strip);
  }

  /**
   * Walks all segments.
   *
   * @param few the number of remaining walks at which they move to {@code rest}
   * @param rest a strip with one lane, which does not take over products
   */
  void run(Strip strip, int few, Strip rest) {
    Walker[] walkers = new Walker[strip.lanes()];
    for (int active = assign(strip, walkers); active > few; active = assign(strip, walkers)) {
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

  /** Assigns a segment to each idle lane and returns the number of busy lanes. */
  private int assign(Strip strip, Walker[] walkers) {
    int active = 0;
    for (int lane = 0; lane < walkers.length; lane++) {
      if (walkers[lane] == null && unassigned < request.segments()) {
        strip.begin(lane, request.starts().array(), request.starts().offset(unassigned));
        walkers[lane] = new Walker(unassigned++);
        skipUnrequested();
      }
      active += walkers[lane] == null ? 0 : 1;
    }
    return active;
  }

  private void skipUnrequested() {
    while (unassigned < request.segments()
        && (!request.requested()[unassigned] || request.stepsToWalk(unassigned, inputs) == 0)) {
      unassigned++;
    }
  }

  /**
   * Advances all walkers to the next mark or end of any of them, or to the end of their fed inputs.
   */
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
        if (walker.ahead() == 0 && arrive(strip, lane, walker)) {
          walkers[lane] = null;
        }
      }
    }
  }

  private void step(Strip strip, Walker[] walkers, int steps) {
    for (int from = 0; from < steps; ) {
      int to = restarts.isEmpty() ? steps : Math.min(steps, restart(strip, walkers, from));
      step(strip, walkers, from, to);
      from = to;
    }
  }

  /**
   * Replaces the states of the walkers whose step {@code ahead} is a restart.
   *
   * @return steps to the next restart of any
   */
  private int restart(Strip strip, Walker[] walkers, int ahead) {
    int next = Integer.MAX_VALUE;
    for (int lane = 0; lane < walkers.length; lane++) {
      if (walkers[lane] != null) {
        next = Math.min(next, walkers[lane].restart(strip, lane, ahead));
      }
    }
    return next;
  }

  private void step(Strip strip, Walker[] walkers, int from, int to) {
    if (!output.wantsEveryStep()) {
      strip.advance(from, to);
      return;
    }
    for (int step = from; step < to; step++) {
      strip.advance(step, step + 1);
      for (int lane = 0; lane < walkers.length; lane++) {
        if (walkers[lane] != null) {
          output.afterStep(strip, lane, walkers[lane].nextStep() + step);
        }
      }
    }
  }

  /** Reports a walker at a mark or at its end; returns whether the segment is done. */
  private boolean arrive(Strip strip, int lane, Walker walker) {
    if (walker.isAtMark() && output.atMark(strip, lane, walker.segment, walker.mark++)) {
      return true;
    }
    if (walker.walked < walker.toWalk) {
      return false;
    }
    if (walker.walked == walker.length) {
      output.atEnd(strip, lane, walker.segment, walker.length);
    } else {
      output.atRestart(walker.walked);
    }
    return true;
  }
}
