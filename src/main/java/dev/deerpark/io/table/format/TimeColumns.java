// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import dev.deerpark.sequence.time.TimeType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;

/** Columns of times as numbers, in the units of {@link TimeType}. */
public final class TimeColumns {
  /** Spark's setting for the zone in which its functions read text and times without one. */
  public static final String ZONE = "spark.sql.session.timeZone";

  private TimeColumns() {}

  /**
   * The numbers of a stored column, null where it holds no time; to be computed in a session whose
   * zone is {@link #zone}.
   */
  public static Column number(Column stored, TimeType type) {
    return switch (type.kind()) {
      case INDEX -> stored.try_cast("bigint");
      case DATE -> unix_date(stored).cast("bigint");
      case TIMESTAMP, LOCAL_TIMESTAMP -> unix_micros(stored.cast("timestamp"));
      case TEXT -> unix_micros(try_to_timestamp(stored, lit(type.pattern())));
    };
  }

  /** Whether a stored column can hold times of a type. */
  public static boolean holds(DataType stored, TimeType type) {
    return switch (type.kind()) {
      case INDEX -> stored instanceof IntegralType;
      case DATE -> stored.equals(DataTypes.DateType);
      case TIMESTAMP -> stored.equals(DataTypes.TimestampType);
      case LOCAL_TIMESTAMP -> stored.equals(DataTypes.TimestampNTZType);
      case TEXT -> stored.equals(DataTypes.StringType);
    };
  }

  /** The zone of a session that reads a column: timestamps without a zone are compared in UTC. */
  public static String zone(TimeType type) {
    return type.kind() == TimeType.Kind.TEXT ? type.zone() : "UTC";
  }
}
