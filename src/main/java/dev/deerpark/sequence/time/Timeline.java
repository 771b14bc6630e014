// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import dev.deerpark.sequence.Layout;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Which time each step of a series has. The steps are those of a {@link Layout}: they are numbered
 * from 0, and have positions that begin with the layout's first time. Runs of consecutive times
 * follow one another; where the times between two runs are missing, the state is held.
 *
 * @param axis of the time column
 * @param firstSteps the first step of each run, ascending from 0
 * @param firstIndexes the time index of each of these, ascending
 * @param steps the number of steps
 */
public record Timeline(TimeAxis axis, long[] firstSteps, long[] firstIndexes, long steps)
    implements Serializable {

  /** Times without a gap. */
  public static Timeline of(TimeAxis axis, long firstIndex, long steps) {
    return new Timeline(axis, new long[] {0}, new long[] {firstIndex}, steps);
  }

  /** The timeline of a layout whose times are whole numbers. */
  public static Timeline of(Layout layout) {
    return of(TimeAxis.INDEXES, layout.firstTime(), layout.steps());
  }

  /** Whether a missing time lies between any two steps. */
  public boolean hasGaps() {
    return firstSteps.length > 1;
  }

  /** The position of step 0, for the layout: its time index, or 0 where times are missing. */
  public long firstPosition() {
    return hasGaps() ? 0 : firstIndexes[0];
  }

  /** The position of a time index: that of the next step, where the time itself is missing. */
  public long position(long index) {
    if (!hasGaps()) {
      return index;
    }
    int run = Math.max(0, floor(firstIndexes, index));
    long step = firstSteps[run] + Math.max(0, index - firstIndexes[run]);
    return Math.min(step, run + 1 < firstSteps.length ? firstSteps[run + 1] : steps);
  }

  /** The time index of a step; of step -1, that before the first. */
  public long index(long step) {
    int run = Math.max(0, floor(firstSteps, step));
    return firstIndexes[run] + step - firstSteps[run];
  }

  /** The value of the time column at a step. */
  public long value(long step) {
    return axis.value(index(step));
  }

  /** The value of the time column at a step, as the column shows it. */
  public String text(long step) {
    return axis.text(index(step));
  }

  /** The last time, in a form that {@link TimeType#parse} reads. */
  public String lastIsoText() {
    return axis.type().isoText(value(steps - 1));
  }

  /** The value for a report: a number where the column holds numbers, else a text. */
  public Object reported(long step) {
    return axis.type().kind() == TimeType.Kind.INDEX ? (Object) value(step) : text(step);
  }

  /** The number of times that are missing between the first and the last. */
  public long held() {
    return index(steps - 1) + 1 - index(0) - steps;
  }

  private static int floor(long[] ascending, long key) {
    int found = Arrays.binarySearch(ascending, key);
    return found >= 0 ? found : -found - 2;
  }
}
