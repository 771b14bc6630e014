// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * The columns of a written trajectory: the key of the series where there are many, the time, then
 * {@code state} and {@code output} as arrays of float or double without nulls.
 *
 * @param precision of the numbers
 * @param withStates whether there is a column {@code state}
 * @param withOutputs whether there is a column {@code output}
 * @param timeColumn the name of the time column, as in the input
 * @param timeType the type of the time column, as in the input
 * @param keys of many series; {@link SeriesKeys#NONE} of a single one
 */
public record TrajectorySchema(
    Precision precision,
    boolean withStates,
    boolean withOutputs,
    String timeColumn,
    TimeType timeType,
    SeriesKeys keys)
    implements Serializable {
  private static final String STATE = "state";
  private static final String OUTPUT = "output";

  /**
   * @throws BadInputException where the time column has the name of another column
   */
  public TrajectorySchema {
    requireOther(timeColumn, "time", withStates, withOutputs);
    requireOther(keys.column(), "series", withStates, withOutputs);
    if (keys.column().equalsIgnoreCase(timeColumn)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The series column \"%s\" and the time column \"%s\" differ only in case. Rename one"
                  + " in the input.",
              keys.column(),
              timeColumn));
    }
  }

  private static void requireOther(
      String column, String what, boolean withStates, boolean withOutputs) {
    // Spark does not tell names apart by their case
    if (withStates && column.equalsIgnoreCase(STATE)
        || withOutputs && column.equalsIgnoreCase(OUTPUT)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The %s column \"%s\" has the name of a column of the output. Rename it in the"
                  + " input.",
              what,
              column));
    }
  }

  /** A schema whose times are whole numbers. */
  public TrajectorySchema(
      Precision precision, boolean withStates, boolean withOutputs, String timeColumn) {
    this(precision, withStates, withOutputs, timeColumn, TimeType.INDEX, SeriesKeys.NONE);
  }

  /** The same columns with the times, and the keys, of a timeline. */
  public TrajectorySchema on(Timeline timeline) {
    return new TrajectorySchema(
        precision,
        withStates,
        withOutputs,
        timeColumn,
        timeline.axis().type(),
        timeline.keys().ofColumn());
  }

  /** The schema for Spark. */
  public StructType type() {
    DataType number = precision == Precision.FLOAT ? DataTypes.FloatType : DataTypes.DoubleType;
    DataType numbers = DataTypes.createArrayType(number, false);
    StructType type = new StructType();
    if (!keys.isNone()) {
      DataType key = keys.areNumbers() ? DataTypes.LongType : DataTypes.StringType;
      type = type.add(keys.column(), key, false);
    }
    type = type.add(timeColumn, TimeCells.type(timeType), false);
    type = withStates ? type.add(STATE, numbers, false) : type;
    return withOutputs ? type.add(OUTPUT, numbers, false) : type;
  }

  /**
   * A row of this schema.
   *
   * @param cells the key of the series, where there are many, and the time, in Spark's internal
   *     form
   * @param states holds the state, in this precision; copied; ignored without states
   * @param at the offset of the state
   * @param size numbers in a state
   * @param output {@code [O]} in this precision, copied; ignored without outputs
   */
  public InternalRow row(Object[] cells, Numbers states, int at, int size, Numbers output) {
    int named = cells.length;
    Object[] columns = Arrays.copyOf(cells, named + (withStates ? 1 : 0) + (withOutputs ? 1 : 0));
    if (withStates) {
      columns[named] = array(states, at, size);
    }
    if (withOutputs) {
      columns[columns.length - 1] = array(output, 0, output.length());
    }
    return new GenericInternalRow(columns);
  }

  static UnsafeArrayData array(Numbers numbers, int from, int length) {
    return numbers instanceof Numbers.Floats floats
        ? UnsafeArrayData.fromPrimitiveArray(
            floats.array(), Platform.FLOAT_ARRAY_OFFSET + from * Float.BYTES, length, Float.BYTES)
        : UnsafeArrayData.fromPrimitiveArray(
            ((Numbers.Doubles) numbers).array(),
            Platform.DOUBLE_ARRAY_OFFSET + from * Double.BYTES,
            length,
            Double.BYTES);
  }
}
