// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.Names;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.sequence.Layout;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Which time each step of a series has. The steps are those of a {@link Layout}: they are numbered
 * from 0, and have positions that begin with the layout's first time. Runs of consecutive times
 * follow one another; where the times between two runs are missing, the state is held.
 *
 * <p>Many series follow one another in the order of their keys, each with a run of its own, or with
 * several where the state is held. Positions count their steps from 0, right through all of them.
 *
 * @param axis of the time column; of many series only its step counts: each begins at a time of its
 *     own
 * @param firstSteps the first step of each run, ascending from 0
 * @param firstIndexes the time index of each of these, ascending; of many series the time itself,
 *     ascending within each
 * @param steps the number of steps
 * @param keys of many series; {@link SeriesKeys#NONE} of a single one
 * @param firstRuns the first run of each of many series; empty where each is one run
 */
@DefaultSerializer(RecordSerializer.class)
public record Timeline(
    TimeAxis axis,
    long[] firstSteps,
    long[] firstIndexes,
    long steps,
    SeriesKeys keys,
    int[] firstRuns)
    implements Serializable {
  /** The position of a row that is on no step of any series. */
  public static final long NOWHERE = -1;

  /** The timeline of a single series. */
  public Timeline(TimeAxis axis, long[] firstSteps, long[] firstIndexes, long steps) {
    this(axis, firstSteps, firstIndexes, steps, SeriesKeys.NONE);
  }

  /** The timeline of a single series, or of many without a gap in any of them. */
  public Timeline(
      TimeAxis axis, long[] firstSteps, long[] firstIndexes, long steps, SeriesKeys keys) {
    this(axis, firstSteps, firstIndexes, steps, keys, new int[0]);
  }

  /** Times without a gap. */
  public static Timeline of(TimeAxis axis, long firstIndex, long steps) {
    return new Timeline(axis, new long[] {0}, new long[] {firstIndex}, steps);
  }

  /** The timeline of a layout whose times are whole numbers. */
  public static Timeline of(Layout layout) {
    return of(TimeAxis.INDEXES, layout.firstTime(), layout.steps());
  }

  /** Whether there are series with keys, maybe only one. */
  public boolean isOfSeries() {
    return !keys.isNone();
  }

  /** The number of series. */
  public int series() {
    return !isOfSeries() ? 1 : isInRuns() ? firstRuns.length : firstSteps.length;
  }

  /** Whether many series have runs of their own numbering. */
  private boolean isInRuns() {
    return firstRuns.length > 0;
  }

  private int firstRun(int series) {
    return isInRuns() ? firstRuns[series] : series;
  }

  /** The first run after one of many series. */
  private int endRun(int series) {
    return series + 1 < series() ? firstRun(series + 1) : firstSteps.length;
  }

  /** The number of the series that a step belongs to. */
  public int seriesOf(long step) {
    if (!isOfSeries()) {
      return 0;
    }
    int run = run(step);
    return isInRuns() ? Math.max(0, floor(Arrays.binarySearch(firstRuns, run))) : run;
  }

  private int run(long step) {
    return Math.max(0, floor(Arrays.binarySearch(firstSteps, step)));
  }

  /** The first step of a series. */
  public long beginOf(int series) {
    return isOfSeries() ? firstSteps[firstRun(series)] : 0;
  }

  /** The first step of each series. */
  public long[] begins() {
    return isInRuns()
        ? Arrays.stream(firstRuns).mapToLong(run -> firstSteps[run]).toArray()
        : isOfSeries() ? firstSteps : new long[] {0};
  }

  /** The first step after a series. */
  public long endOf(int series) {
    return series + 1 < series() ? beginOf(series + 1) : steps;
  }

  /** The number of steps of a series. */
  public long lengthOf(int series) {
    return endOf(series) - beginOf(series);
  }

  /** The longest series; the first of several. */
  public int longest() {
    int longest = 0;
    for (int series = 1; series < series(); series++) {
      longest = lengthOf(series) > lengthOf(longest) ? series : longest;
    }
    return longest;
  }

  /** How many steps of its series come before a step. */
  public long stepWithin(long step) {
    return step - beginOf(seriesOf(step));
  }

  /**
   * The position of a time in one of many series; {@link #NOWHERE} where it is none of its steps.
   */
  public long position(int series, long value) {
    if (series < 0) {
      return NOWHERE;
    }
    int run = floor(Arrays.binarySearch(firstIndexes, firstRun(series), endRun(series), value));
    if (run < firstRun(series)) {
      return NOWHERE;
    }
    long since = value - firstIndexes[run];
    long step = firstSteps[run] + since / axis.step();
    long end = run + 1 < firstSteps.length ? firstSteps[run + 1] : steps;
    return since % axis.step() == 0 && step < end ? step : NOWHERE;
  }

  /** Whether a missing time lies between any two steps. */
  public boolean hasGaps() {
    return !isOfSeries() && firstSteps.length > 1;
  }

  /**
   * The position of step 0, for the layout: its time index, or 0 where times are missing, and of
   * many series.
   */
  public long firstPosition() {
    return hasGaps() || isOfSeries() ? 0 : firstIndexes[0];
  }

  /**
   * The position of a time index of a single series: that of the next step, where the time itself
   * is missing.
   */
  public long position(long index) {
    if (!hasGaps()) {
      return index;
    }
    int run = Math.max(0, floor(Arrays.binarySearch(firstIndexes, index)));
    long step = firstSteps[run] + Math.max(0, index - firstIndexes[run]);
    return Math.min(step, run + 1 < firstSteps.length ? firstSteps[run + 1] : steps);
  }

  /** The time index of a step of a single series; of step -1, that before the first. */
  public long index(long step) {
    int run = run(step);
    return firstIndexes[run] + step - firstSteps[run];
  }

  /** The value of the time column at a step. */
  public long value(long step) {
    if (isOfSeries()) {
      int run = run(step);
      return firstIndexes[run] + (step - firstSteps[run]) * axis.step();
    }
    return axis.value(index(step));
  }

  /** A number that depends on nothing but the time of a step, and the key of its series. */
  public long fingerprint(long step) {
    long value = value(step);
    return isOfSeries() ? SplitMix64.mix(value) ^ keys.fingerprint(seriesOf(step)) : value;
  }

  /**
   * The value of the time column at a step, as the column shows it; of many series with the series:
   * {@code 4 of series "a"}.
   */
  public String text(long step) {
    String time = axis.type().text(value(step));
    return isOfSeries()
        ? time + " of series \"" + Names.cut(keys.text(seriesOf(step))) + "\""
        : time;
  }

  /** The last time, in a form that {@link TimeType#parse} reads. */
  public String lastIsoText() {
    return axis.type().isoText(value(steps - 1));
  }

  /** The value for a report: a number where the column holds numbers, else a text. */
  public Object reported(long step) {
    return axis.type().kind() == TimeType.Kind.INDEX && !isOfSeries()
        ? (Object) value(step)
        : text(step);
  }

  /** The number of times that are missing between the first and the last, of each series. */
  public long held() {
    if (!isOfSeries()) {
      return hasGaps() ? index(steps - 1) + 1 - index(0) - steps : 0;
    }
    long held = 0;
    for (int run = 1; isInRuns() && run < firstSteps.length; run++) {
      long before = firstSteps[run] - 1;
      boolean isGap = seriesOf(before) == seriesOf(firstSteps[run]);
      held += isGap ? (firstIndexes[run] - value(before)) / axis.step() - 1 : 0;
    }
    return held;
  }

  /** The last place that is not after a key, from what a binary search for it gives. */
  private static int floor(int found) {
    return found >= 0 ? found : -found - 2;
  }
}
