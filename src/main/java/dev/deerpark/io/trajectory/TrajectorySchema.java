// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.TimeType;
import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * The columns of a written trajectory: the time, then {@code state} and {@code output} as arrays of
 * float or double without nulls.
 *
 * @param precision of the numbers
 * @param withStates whether there is a column {@code state}
 * @param withOutputs whether there is a column {@code output}
 * @param timeColumn the name of the time column, as in the input
 * @param timeType the type of the time column, as in the input
 */
public record TrajectorySchema(
    Precision precision,
    boolean withStates,
    boolean withOutputs,
    String timeColumn,
    TimeType timeType)
    implements Serializable {
  private static final String STATE = "state";
  private static final String OUTPUT = "output";

  /**
   * @throws BadInputException where the time column has the name of another column
   */
  public TrajectorySchema {
    if (withStates && timeColumn.equals(STATE) || withOutputs && timeColumn.equals(OUTPUT)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" has the name of a column of the output. Rename it in the input.",
              timeColumn));
    }
  }

  /** A schema whose times are whole numbers. */
  public TrajectorySchema(
      Precision precision, boolean withStates, boolean withOutputs, String timeColumn) {
    this(precision, withStates, withOutputs, timeColumn, TimeType.INDEX);
  }

  /** The same columns with times of another type. */
  public TrajectorySchema withTimes(TimeType type) {
    return new TrajectorySchema(precision, withStates, withOutputs, timeColumn, type);
  }

  /** The schema for Spark. */
  public StructType type() {
    DataType number = precision == Precision.FLOAT ? DataTypes.FloatType : DataTypes.DoubleType;
    DataType numbers = DataTypes.createArrayType(number, false);
    StructType type = new StructType().add(timeColumn, TimeCells.type(timeType), false);
    type = withStates ? type.add(STATE, numbers, false) : type;
    return withOutputs ? type.add(OUTPUT, numbers, false) : type;
  }

  /**
   * A row of this schema.
   *
   * @param time in Spark's internal form
   * @param states holds the state, in this precision; copied; ignored without states
   * @param at the offset of the state
   * @param size numbers in a state
   * @param output {@code [O]} in this precision, copied; ignored without outputs
   */
  public InternalRow row(Object time, Numbers states, int at, int size, Numbers output) {
    Object[] columns = new Object[1 + (withStates ? 1 : 0) + (withOutputs ? 1 : 0)];
    columns[0] = time;
    if (withStates) {
      columns[1] = array(states, at, size);
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
