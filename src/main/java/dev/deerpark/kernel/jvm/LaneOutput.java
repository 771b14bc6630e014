// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

/** Receives the states that lanes reach. */
interface LaneOutput {

  /** The numbers of steps within a segment after which {@link #atMark} is called, ascending. */
  int[] marks();

  /** Whether {@link #afterStep} is called for every state. */
  boolean wantsEveryStep();

  /** Called with the state of a lane after a step of the block. */
  void afterStep(Strip strip, int lane, int step);

  /**
   * Called with the state of a lane at a mark.
   *
   * @param mark the number of the mark
   * @return whether the rest of the segment need not be walked
   */
  boolean atMark(Strip strip, int lane, int segment, int mark);

  /**
   * Called for a lane at a restart from which on an earlier walk of the segment stands.
   *
   * @param walked steps before it
   */
  void atRestart(int walked);

  /**
   * Called for a lane at the end of its segment.
   *
   * @param length steps in the segment
   */
  void atEnd(Strip strip, int lane, int segment, int length);
}
