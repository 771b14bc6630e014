// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.extract;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_dt_interval;
import static org.apache.spark.sql.functions.minute;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.sequence.time.TimeType;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;

/**
 * The times of a stream. They are handled as numbers, in the units of {@link TimeType}; each row is
 * a step after the one before it. Each series begins at a time of its own, so that only the step is
 * common to all.
 *
 * @param type of the time column
 * @param step from one time to the next, at least 1
 */
public record StreamTimes(TimeType type, long step) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whole numbers that count the rows. */
  public static final StreamTimes INDEXES = new StreamTimes(TimeType.INDEX, 1);

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private static final Map<DataType, TimeType.Kind> KINDS =
      Map.of(
          DataTypes.DateType, TimeType.Kind.DATE,
          DataTypes.TimestampType, TimeType.Kind.TIMESTAMP,
          DataTypes.TimestampNTZType, TimeType.Kind.LOCAL_TIMESTAMP);

  /**
   * The times in a column.
   *
   * @param column its name, for messages
   * @param step as it was given; dates and timestamps need one, since a stream has no end from
   *     which it could be found
   * @throws BadInputException for a type that holds no times, and a step that does not fit
   */
  public static StreamTimes of(String column, DataType stored, Optional<TimeStep> step) {
    TimeType type = TimeType.of(kind(column, stored), "UTC");
    if (type.kind() == TimeType.Kind.INDEX) {
      return new StreamTimes(type, step.map(given -> given.in(type)).orElse(1L));
    }
    return new StreamTimes(
        type,
        step.orElseThrow(
                () ->
                    new BadInputException(
                        String.format(
                            Locale.ROOT,
                            "The column \"%s\" has the type %s, and a stream cannot tell how far its"
                                + " times are apart. Give --time-step, such as %s.",
                            column,
                            stored.simpleString(),
                            type.kind() == TimeType.Kind.DATE ? "1d" : "1h")))
            .in(type));
  }

  /**
   * What a column holds.
   *
   * @throws BadInputException for a type that holds no times
   */
  public static TimeType.Kind kind(String column, DataType stored) {
    if (stored instanceof IntegralType) {
      return TimeType.Kind.INDEX;
    }
    if (!KINDS.containsKey(stored)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The column \"%s\" of the table has the type %s; it needs whole numbers, dates or"
                  + " timestamps, the times of the rows. Convert it before.",
              column,
              stored.simpleString()));
    }
    return KINDS.get(stored);
  }

  /** Whether a column holds times of a kind. */
  static boolean holds(DataType stored, TimeType.Kind kind) {
    return stored instanceof IntegralType ? kind == TimeType.Kind.INDEX : KINDS.get(stored) == kind;
  }

  /** Whether a row comes right after another. */
  boolean follows(long before, long time) {
    return time == next(before);
  }

  /** The time after a time. */
  long next(long time) {
    return time + step;
  }

  /** Whether a time is a whole number of steps after an earlier one, however far. */
  boolean isOnGrid(long before, long time) {
    // unsigned: between the ends of the range lies more than the largest long
    return Long.remainderUnsigned(time - before, step) == 0;
  }

  /**
   * The number of times between two, the second a whole number of steps after the first; at most
   * {@link Long#MAX_VALUE}.
   */
  long between(long before, long time) {
    long apart = Long.divideUnsigned(time - before, step) - 1;
    return apart < 0 ? Long.MAX_VALUE : apart;
  }

  /** A time for people, as the column shows it. */
  String text(long time) {
    return type.text(time);
  }

  /** The step for people, as {@code --time-step} takes it. */
  String stepText() {
    return TimeStep.of(type, step).toString();
  }

  /** The numbers of a column; they do not depend on the session's zone. */
  public static Column number(Column stored, TimeType.Kind kind) {
    return switch (kind) {
      case INDEX -> stored.cast(DataTypes.LongType);
      case DATE -> unix_date(stored).cast(DataTypes.LongType);
      case TIMESTAMP -> unix_micros(stored);
      case LOCAL_TIMESTAMP -> localMicros(stored);
      case TEXT -> throw new IllegalArgumentException("text is no time of a stream");
    };
  }

  /** A cast to a timestamp would take the wall clock of the session's zone, which has gaps. */
  private static Column localMicros(Column stored) {
    Column days = unix_date(stored.cast(DataTypes.DateType)).cast(DataTypes.LongType);
    Column minutes = hour(stored).cast(DataTypes.LongType).multiply(lit(60L)).plus(minute(stored));
    Column seconds = extract(lit("SECOND"), stored).multiply(lit(1_000_000));
    return days.multiply(lit(MICROS_PER_DAY))
        .plus(minutes.multiply(lit(60_000_000L)))
        .plus(seconds.cast(DataTypes.LongType));
  }

  /** A column of times from their numbers. */
  public static Column shown(Column number, TimeType.Kind kind) {
    return switch (kind) {
      case INDEX -> number;
      case DATE -> date_from_unix_date(number.cast(DataTypes.IntegerType));
      case TIMESTAMP -> timestamp_micros(number);
      case LOCAL_TIMESTAMP ->
          expr("timestamp_ntz'1970-01-01 00:00:00'")
              .plus(
                  make_dt_interval(
                      lit(0),
                      lit(0),
                      lit(0),
                      number
                          .cast(DataTypes.createDecimalType(20, 0))
                          .divide(lit(1_000_000).cast(DataTypes.createDecimalType(7, 0)))
                          .cast(DataTypes.createDecimalType(18, 6))));
      case TEXT -> throw new IllegalArgumentException("text is no time of a stream");
    };
  }
}
