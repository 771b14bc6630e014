// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.SeriesKeys;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.settings.OutputSettings.Emit;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a written trajectory: the key of the series where there are many, the time, then
 * the state, and {@code output} as arrays of float or double without nulls.
 *
 * @param precision of the numbers
 * @param states the columns of the states
 * @param withOutputs whether there is a column {@code output}
 * @param timeColumn the name of the time column, as in the input
 * @param timeType the type of the time column, as in the input
 * @param keys of many series; {@link SeriesKeys#NONE} of a single one
 */
public record TrajectorySchema(
    Precision precision,
    StateColumns states,
    boolean withOutputs,
    String timeColumn,
    TimeType timeType,
    SeriesKeys keys)
    implements Serializable {
  private static final String OUTPUT = "output";

  /**
   * @throws BadInputException where the time column has the name of another column
   */
  public TrajectorySchema {
    requireOther(timeColumn, "time", states, withOutputs);
    requireOther(keys.column(), "series", states, withOutputs);
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
      String column, String what, StateColumns states, boolean withOutputs) {
    // Spark does not tell names apart by their case
    if (states.has(column) || withOutputs && column.equalsIgnoreCase(OUTPUT)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The %s column \"%s\" has the name of a column of the output. Rename it in the"
                  + " input.",
              what,
              column));
    }
  }

  /**
   * The schema of a result of one recurrence, before its times are known.
   *
   * @param stateSize D
   * @param hasOutputs whether the model has some
   * @throws BadInputException where two columns would have the same name
   */
  public static TrajectorySchema of(EvaluateSettings settings, int stateSize, boolean hasOutputs) {
    OutputSettings output = settings.output();
    return new TrajectorySchema(
        settings.solver().precision(),
        output.emit().contains(Emit.STATES)
            ? StateColumns.of(StateColumns.STATE, output.statesAs(), stateSize)
            : StateColumns.NONE,
        output.emit().contains(Emit.OUTPUTS) && hasOutputs,
        settings.input().timeColumn());
  }

  /** A schema whose times are whole numbers. */
  public TrajectorySchema(
      Precision precision, StateColumns states, boolean withOutputs, String timeColumn) {
    this(precision, states, withOutputs, timeColumn, TimeType.INDEX, SeriesKeys.NONE);
  }

  /** The same columns with the times, and the keys, of a timeline. */
  public TrajectorySchema on(Timeline timeline) {
    return new TrajectorySchema(
        precision,
        states,
        withOutputs,
        timeColumn,
        timeline.axis().type(),
        timeline.keys().ofColumn());
  }

  boolean withStates() {
    return states.count() > 0;
  }

  /** The schema for Spark. */
  public StructType type() {
    DataType number = precision == Precision.FLOAT ? DataTypes.FloatType : DataTypes.DoubleType;
    StructType type = new StructType();
    if (!keys.isNone()) {
      DataType key = keys.areNumbers() ? DataTypes.LongType : DataTypes.StringType;
      type = type.add(keys.column(), key, false);
    }
    type = type.add(timeColumn, TimeCells.type(timeType), false);
    type = states.addTo(type, number);
    return withOutputs ? type.add(OUTPUT, DataTypes.createArrayType(number, false), false) : type;
  }

  /**
   * A row of this schema.
   *
   * @param cells the key of the series, where there are many, and the time, in Spark's internal
   *     form
   * @param numbers hold the state, in this precision; copied; ignored without states
   * @param at the offset of the state
   * @param size numbers in a state
   * @param output {@code [O]} in this precision, copied; ignored without outputs
   */
  public InternalRow row(Object[] cells, Numbers numbers, int at, int size, Numbers output) {
    int named = cells.length;
    int columns = named + states.count();
    Object[] row = Arrays.copyOf(cells, columns + (withOutputs ? 1 : 0));
    states.put(numbers, at, size, row, named);
    if (withOutputs) {
      row[columns] = StateColumns.array(output, 0, output.length());
    }
    return new GenericInternalRow(row);
  }
}
