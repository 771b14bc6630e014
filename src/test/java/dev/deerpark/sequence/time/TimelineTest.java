// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final TimeType TIMESTAMP = TimeType.of(TimeType.Kind.TIMESTAMP, "UTC");
  private static final long HOUR = 3_600_000_000L;

  @Test
  void withoutGapsAPositionIsATimeIndex() {
    Timeline timeline = Timeline.of(TimeAxis.INDEXES, 100, 50);

    assertThat(timeline.firstPosition()).isEqualTo(100);
    assertThat(timeline.position(120)).isEqualTo(120);
    assertThat(timeline.value(20)).isEqualTo(120);
    assertThat(timeline.reported(20)).isEqualTo(120L);
    assertThat(timeline.held()).isZero();
  }

  @Test
  void missingTimesHaveNoPositionOfTheirOwn() {
    // The times 5, 6, 9, 10, 11 and 20.
    Timeline timeline =
        new Timeline(TimeAxis.INDEXES, new long[] {0, 2, 5}, new long[] {5, 9, 20}, 6);
    long[] times = {5, 6, 9, 10, 11, 20};

    for (int step = 0; step < times.length; step++) {
      assertThat(timeline.value(step)).isEqualTo(times[step]);
      assertThat(timeline.position(times[step])).isEqualTo(step);
    }
    assertThat(timeline.position(7)).isEqualTo(2);
    assertThat(timeline.position(19)).isEqualTo(5);
    assertThat(timeline.position(4)).isZero();
    assertThat(timeline.position(21)).isEqualTo(6);
    assertThat(timeline.held()).isEqualTo(10);
  }

  @Test
  void timesAreTextInTheirOwnFormAndInIso() {
    TimeType text = new TimeType(TimeType.Kind.TEXT, "dd.MM.yyyy HH:mm", "Europe/Berlin");
    long summer = TIMESTAMP.parse("2018-07-01T00:00:00Z");
    Timeline timeline = Timeline.of(new TimeAxis(text, summer, HOUR), 0, 3);

    assertThat(timeline.text(1)).isEqualTo("01.07.2018 03:00");
    assertThat(timeline.lastIsoText()).isEqualTo("2018-07-01T02:00:00Z");
    assertThat(text.parse(timeline.lastIsoText())).isEqualTo(summer + 2 * HOUR);
  }

  @Test
  void aWalkBackwardsBeginsAtTheLastTime() {
    Timeline timeline = Timeline.of(TimeAxis.INDEXES, 100, 5);
    StepTimes backwards = new StepTimes(timeline, true);
    assertThat(backwards.text(0)).isEqualTo("104");
    assertThat(backwards.reported(4)).isEqualTo(100L);
    assertThat(new StepTimes(timeline, false).text(0)).isEqualTo("100");
  }

  @Test
  void timesInOptionsAreInTheZoneOfTheColumn() {
    TimeType berlin = TimeType.of(TimeType.Kind.TIMESTAMP, "Europe/Berlin");
    TimeType local = TimeType.of(TimeType.Kind.LOCAL_TIMESTAMP, "Europe/Berlin");

    assertThat(berlin.parse("2018-01-01")).isEqualTo(TIMESTAMP.parse("2017-12-31T23:00:00Z"));
    assertThat(berlin.parse("2018-01-01 00:00+05:00"))
        .isEqualTo(TIMESTAMP.parse("2017-12-31T19:00"));
    assertThat(local.parse("2018-01-01T12:30:01.000001"))
        .isEqualTo(TIMESTAMP.parse("2018-01-01T12:30:01.000001Z"));
    assertThat(local.isoText(local.parse("2018-01-01 12:30"))).isEqualTo("2018-01-01T12:30:00");
    assertThat(TimeType.of(TimeType.Kind.DATE, "UTC").parse("1970-01-11")).isEqualTo(10);
  }

  @Test
  void textAndTimestampsAreInAZoneAndOthersInNone() {
    assertThat(TimeType.of(TimeType.Kind.TEXT, "Asia/Tokyo").zone()).isEqualTo("Asia/Tokyo");
    assertThat(TimeType.of(TimeType.Kind.TIMESTAMP, "Asia/Tokyo").zone()).isEqualTo("Asia/Tokyo");
    assertThat(TimeType.of(TimeType.Kind.LOCAL_TIMESTAMP, "Asia/Tokyo").zone()).isEqualTo("UTC");
    assertThat(TimeType.of(TimeType.Kind.DATE, "Asia/Tokyo").zone()).isEqualTo("UTC");
  }

  @Test
  void timesBeforeTheOriginAreOnTheGridToo() {
    TimeAxis axis = new TimeAxis(TimeType.INDEX, 10, 4);

    assertThat(axis.holds(2)).isTrue();
    assertThat(axis.index(2)).isEqualTo(-2);
    assertThat(axis.holds(3)).isFalse();
    assertThat(axis.index(3)).isEqualTo(-2);
    assertThat(axis.value(-2)).isEqualTo(2);
  }
}
