// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

/** What becomes of the states that lanes come to. */
interface LaneOutput {

  /** Steps walked within a segment when {@link #atMark} looks at it, ascending. */
  int[] marks();

  /** Whether {@link #afterStep} is to see every state. */
  boolean wantsEveryStep();

  /** Sees the state of a lane after a step of the block. */
  void afterStep(Strip strip, int lane, int step);

  /**
   * Sees the state of a lane at a mark.
   *
   * @param mark the number of the mark
   * @return whether the segment need not be walked on
   */
  boolean atMark(Strip strip, int lane, int segment, int mark);

  /**
   * Sees a lane at the end of its segment.
   *
   * @param length steps in the segment
   */
  void atEnd(Strip strip, int lane, int segment, int length);
}
