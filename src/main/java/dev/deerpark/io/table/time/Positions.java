// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.Timeline;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/** From times to positions on a timeline, in SQL. */
public final class Positions {
  private Positions() {}

  /**
   * The position of each row of many series; null where its time is no step of its series, or there
   * is no such series.
   *
   * @param key a text or a long, as the timeline's keys
   * @param time as in {@link dev.deerpark.sequence.time.TimeType}
   */
  public static Column of(Column key, Column time, TravellingTimeline timeline) {
    if (timeline.get().keys().areNumbers()) {
      UDF2<Long, Long, Long> position =
          (number, value) ->
              number == null || value == null
                  ? null
                  : orNull(timeline.get().position(timeline.get().keys().find(number), value));
      return udf(position, DataTypes.LongType).apply(key, time);
    }
    UDF2<String, Long, Long> position =
        (text, value) ->
            text == null || value == null
                ? null
                : orNull(timeline.get().position(timeline.get().keys().find(bytes(text)), value));
    return udf(position, DataTypes.LongType).apply(key, time);
  }

  /** The position of the first step of a row's series; null where there is no such series. */
  public static Column ofFirst(Column key, TravellingTimeline timeline) {
    if (timeline.get().keys().areNumbers()) {
      UDF1<Long, Long> first =
          number ->
              number == null ? null : begin(timeline.get(), timeline.get().keys().find(number));
      return udf(first, DataTypes.LongType).apply(key);
    }
    UDF1<String, Long> first =
        text ->
            text == null ? null : begin(timeline.get(), timeline.get().keys().find(bytes(text)));
    return udf(first, DataTypes.LongType).apply(key);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Long begin(Timeline timeline, int series) {
    return series < 0 ? null : timeline.beginOf(series);
  }

  private static Long orNull(long position) {
    return position == Timeline.NOWHERE ? null : position;
  }

  /**
   * The position of each row; null where its time is not on the grid.
   *
   * @param time as in {@link dev.deerpark.sequence.time.TimeType}
   */
  public static Column of(Column time, Timeline timeline) {
    TimeAxis axis = timeline.axis();
    if (timeline.hasGaps()) {
      UDF1<Long, Long> position =
          value ->
              value == null || !axis.holds(value) ? null : timeline.position(axis.index(value));
      return udf(position, DataTypes.LongType).apply(time);
    }
    if (axis.isIdentity()) {
      return time;
    }
    Column since = time.minus(lit(axis.origin()));
    Column step = lit(axis.step());
    return when(pmod(since, step).equalTo(0), call_function("div", since, step));
  }
}
