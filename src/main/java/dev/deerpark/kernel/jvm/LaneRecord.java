// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;

/**
 * Keeps every state that lanes reach.
 *
 * @param states {@code [n][D]}, written
 * @param firstStep the step within the block whose state comes first
 */
record LaneRecord(Numbers states, int firstStep) implements LaneOutput {
  private static final int[] NO_MARKS = {};

  @Override
  public int[] marks() {
    return NO_MARKS;
  }

  @Override
  public boolean wantsEveryStep() {
    return true;
  }

  @Override
  public void afterStep(Strip strip, int lane, int step) {
    strip.store(lane, states, (step - firstStep) * strip.stateSize());
  }

  @Override
  public boolean atMark(Strip strip, int lane, int segment, int mark) {
    return false;
  }

  @Override
  public void atRestart(int walked) {}

  @Override
  public void atEnd(Strip strip, int lane, int segment, int length) {}
}
