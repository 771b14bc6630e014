// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.Timeline;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** From times to positions on a timeline, in SQL. */
public final class Positions {
  private Positions() {}

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
