// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.TimeType;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a written trajectory of several recurrences: the time, the states of each and
 * {@code output}, as arrays of float or double without nulls.
 *
 * @param precision of the numbers
 * @param timeColumn the name of the time column, as in the input
 * @param timeType the type of the time column, as in the input
 * @param stateColumns the names of the columns of states; none where they are not written
 * @param withOutputs whether there is a column {@code output}
 */
public record NetworkSchema(
    Precision precision,
    String timeColumn,
    TimeType timeType,
    List<String> stateColumns,
    boolean withOutputs)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String OUTPUT = "output";

  /**
   * @throws BadInputException where the time column has the name of another column
   */
  public NetworkSchema {
    stateColumns = List.copyOf(stateColumns);
    // Spark does not tell names apart by their case
    if (stateColumns.stream().anyMatch(timeColumn::equalsIgnoreCase)
        || withOutputs && timeColumn.equalsIgnoreCase(OUTPUT)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" has the name of a column of the output. Rename it in the input.",
              timeColumn));
    }
  }

  /** The schema for Spark. */
  public StructType type() {
    DataType number = precision == Precision.FLOAT ? DataTypes.FloatType : DataTypes.DoubleType;
    DataType numbers = DataTypes.createArrayType(number, false);
    StructType type = new StructType().add(timeColumn, TimeCells.type(timeType), false);
    for (String column : stateColumns) {
      type = type.add(column, numbers, false);
    }
    return withOutputs ? type.add(OUTPUT, numbers, false) : type;
  }

  /**
   * A row of this schema.
   *
   * @param time in Spark's internal form
   * @param rows holds the states, in this precision; copied
   * @param at the offset of each column's state
   * @param sizes of these states
   * @param output in this precision, copied; ignored without outputs
   */
  InternalRow row(Object time, Numbers rows, int[] at, int[] sizes, Numbers output) {
    Object[] columns = new Object[1 + stateColumns.size() + (withOutputs ? 1 : 0)];
    columns[0] = time;
    for (int i = 0; i < stateColumns.size(); i++) {
      columns[1 + i] = TrajectorySchema.array(rows, at[i], sizes[i]);
    }
    if (withOutputs) {
      columns[columns.length - 1] = TrajectorySchema.array(output, 0, output.length());
    }
    return new GenericInternalRow(columns);
  }
}
