// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;

/**
 * Keeps the states that lanes come to.
 *
 * @param states {@code [n][D]}, written
 * @param firstStep the step within the block whose state comes first
 */
record LaneRecord(Numbers states, int firstStep) {

  /** Keeps nothing. */
  static final LaneRecord NONE = new LaneRecord(new Numbers.Floats(new float[0]), 0);

  /** Keeps the state of a lane after a step. */
  void keep(Strip strip, int lane, int step) {
    strip.store(lane, states, (step - firstStep) * strip.stateSize());
  }
}
