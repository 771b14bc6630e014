// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManySeriesTimelineTest {
  private static final List<String> NAMES = List.of("", "a", "ab", "b", "é");

  private static SeriesKeys texts() {
    int[] ends = new int[NAMES.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (i == 0 ? 0 : ends[i - 1]) + bytes(NAMES.get(i)).length;
    }
    return SeriesKeys.of("key", bytes(String.join("", NAMES)), ends);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Series of 2, 1 and 3 steps. */
  private static Timeline timeline(long step) {
    return new Timeline(
        new TimeAxis(TimeType.INDEX, 0, step),
        new long[] {0, 2, 3},
        new long[] {50, -7, 8},
        6,
        SeriesKeys.of("key", new long[] {-1, 4, 9}));
  }

  @Test
  void everyKeyIsFoundAndNoOther() {
    SeriesKeys keys = texts();
    for (int i = 0; i < NAMES.size(); i++) {
      assertThat(keys.find(bytes(NAMES.get(i)))).isEqualTo(i);
      assertThat(keys.text(i)).isEqualTo(NAMES.get(i));
    }
    for (String other : List.of("A", "aa", "abc", "z", "zz")) {
      assertThat(keys.find(bytes(other))).isNegative();
    }
  }

  @Test
  void positionsCountTheStepsOfAllSeriesInOrder() {
    Timeline timeline = timeline(5);
    for (int step = 0; step < 6; step++) {
      assertThat(timeline.position(timeline.seriesOf(step), timeline.value(step))).isEqualTo(step);
    }
    assertThat(timeline.value(1)).isEqualTo(55);
    assertThat(timeline.text(5)).isEqualTo("18 of series \"9\"");
    assertThat(timeline.stepWithin(5)).isEqualTo(2);
    assertThat(timeline.longest()).isEqualTo(2);
    assertThat(timeline.firstPosition()).isZero();
  }

  @Test
  void timesOfNoStepAreNowhere() {
    Timeline timeline = timeline(5);
    for (long other : new long[] {45, 51, 60, -7}) {
      assertThat(timeline.position(0, other)).isEqualTo(Timeline.NOWHERE);
    }
    assertThat(timeline.position(-1, 50)).isEqualTo(Timeline.NOWHERE);
  }

  @Test
  void aStateIsHeldWithinASeriesAndNotBetweenTwo() {
    // Times 50, 55, 70 of series -1, and -7, 3, 8 of series 4.
    Timeline held =
        new Timeline(
            new TimeAxis(TimeType.INDEX, 0, 5),
            new long[] {0, 2, 3, 4},
            new long[] {50, 70, -7, 3},
            6,
            SeriesKeys.of("key", new long[] {-1, 4}),
            new int[] {0, 2});
    long[] times = {50, 55, 70, -7, 3, 8};
    for (int step = 0; step < times.length; step++) {
      int series = step < 3 ? 0 : 1;
      assertThat(held.seriesOf(step)).isEqualTo(series);
      assertThat(held.value(step)).isEqualTo(times[step]);
      assertThat(held.position(series, times[step])).isEqualTo(step);
    }
    assertThat(held.begins()).containsExactly(0, 3);
    assertThat(held.lengthOf(0)).isEqualTo(3);
    assertThat(held.stepWithin(4)).isEqualTo(1);
    assertThat(held.held()).as("60, 65 and -2").isEqualTo(3);
    for (long other : new long[] {45, 52, 60, 65, 75}) {
      assertThat(held.position(0, other)).isEqualTo(Timeline.NOWHERE);
    }
  }

  @Test
  void fingerprintsDifferByTimeAndByKey() {
    Timeline timeline = timeline(1);
    Timeline other =
        new Timeline(
            timeline.axis(),
            timeline.firstSteps(),
            timeline.firstIndexes(),
            6,
            SeriesKeys.of("key", new long[] {-1, 5, 9}));
    assertThat(timeline.fingerprint(0)).isNotEqualTo(timeline.fingerprint(1));
    assertThat(timeline.fingerprint(0)).isEqualTo(other.fingerprint(0));
    assertThat(timeline.fingerprint(2)).isNotEqualTo(other.fingerprint(2));
  }
}
