// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.util.function.LongFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** The time column of a result: in the type of the input's, with the input's values. */
final class TimeCells {
  private final Timeline timeline;
  private final LongFunction<Object> cells;

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

  /** The cell of a step, in Spark's internal form. */
  Object of(long step) {
    return cells.apply(timeline.value(step));
  }
}
