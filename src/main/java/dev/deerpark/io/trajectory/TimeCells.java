// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.util.function.LongFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The time column of a result, and the column of the series where there are many: in the types of
 * the input's, with the input's values. Not thread-safe.
 */
final class TimeCells {
  private final Timeline timeline;
  private final LongFunction<Object> cells;

  /** The series of the last cells: its key and its steps. */
  private Object key;

  private long from;
  private long to;

  TimeCells(Timeline timeline) {
    this.timeline = timeline;
    this.cells = cells(timeline.axis().type());
  }

  private static LongFunction<Object> cells(TimeType type) {
    LongFunction<String> texts = type.texts();
    return switch (type.kind()) {
      case INDEX, TIMESTAMP, LOCAL_TIMESTAMP -> value -> value;
      case DATE -> value -> (int) value;
      case TEXT -> value -> UTF8String.fromString(texts.apply(value));
    };
  }

  /** The type in the schema. */
  static DataType type(TimeType type) {
    return switch (type.kind()) {
      case INDEX -> DataTypes.LongType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP -> DataTypes.TimestampType;
      case LOCAL_TIMESTAMP -> DataTypes.TimestampNTZType;
      case TEXT -> DataTypes.StringType;
    };
  }

  /** The time of a step, in Spark's internal form. */
  Object time(long step) {
    return cells.apply(timeline.value(step));
  }

  /** The cells of a step, in Spark's internal form: the series where there are many, the time. */
  Object[] of(long step) {
    if (!timeline.isOfSeries()) {
      return new Object[] {time(step)};
    }
    if (step < from || step >= to) {
      enter(timeline.seriesOf(step));
    }
    return new Object[] {key, time(step)};
  }

  private void enter(int series) {
    SeriesKeys keys = timeline.keys();
    key =
        keys.areNumbers()
            ? (Object) keys.numbers()[series]
            : UTF8String.fromBytes(keys.bytes(series));
    from = timeline.beginOf(series);
    to = timeline.endOf(series);
  }
}
