// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

/**
 * When the steps of a walk are, in the words of the time column.
 *
 * @param timeline of the table
 * @param backwards whether the walk begins at the last time
 */
public record StepTimes(Timeline timeline, boolean backwards) {

  /** As {@link Timeline#text} has it. */
  public String text(long step) {
    return timeline.text(ofTable(step));
  }

  /** As {@link Timeline#reported} has it. */
  public Object reported(long step) {
    return timeline.reported(ofTable(step));
  }

  private long ofTable(long step) {
    return backwards ? timeline.steps() - 1 - step : step;
  }
}
