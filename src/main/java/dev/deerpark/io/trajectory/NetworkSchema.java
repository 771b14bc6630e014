// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.TimeType;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
 * @param states the columns of each recurrence's states; none where they are not written
 * @param withOutputs whether there is a column {@code output}
 */
public record NetworkSchema(
    Precision precision,
    String timeColumn,
    TimeType timeType,
    List<StateColumns> states,
    boolean withOutputs)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String OUTPUT = "output";

  /**
   * @throws BadInputException where two columns have one name
   */
  public NetworkSchema {
    states = List.copyOf(states);
    // Spark does not tell names apart by their case
    if (states.stream().anyMatch(state -> state.has(timeColumn))
        || withOutputs && timeColumn.equalsIgnoreCase(OUTPUT)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" has the name of a column of the output. Rename it in the input.",
              timeColumn));
    }
    Set<String> seen = new HashSet<>();
    for (StateColumns columns : states) {
      if (!seen.add(columns.name().toLowerCase(Locale.ROOT))) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "Two nodes of the model have states in columns that differ only in case: %s. Rename"
                    + " one, or give --emit outputs.",
                Names.list(states.stream().map(StateColumns::name).toList())));
      }
    }
  }

  /** The schema for Spark. */
  public StructType type() {
    DataType number = precision == Precision.FLOAT ? DataTypes.FloatType : DataTypes.DoubleType;
    StructType type = new StructType().add(timeColumn, TimeCells.type(timeType), false);
    for (StateColumns columns : states) {
      type = columns.addTo(type, number);
    }
    return withOutputs ? type.add(OUTPUT, DataTypes.createArrayType(number, false), false) : type;
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
    Object[] columns = new Object[columns()];
    columns[0] = time;
    int next = 1;
    for (int i = 0; i < states.size(); i++) {
      next = states.get(i).put(rows, at[i], sizes[i], columns, next);
    }
    if (withOutputs) {
      columns[next] = StateColumns.array(output, 0, output.length());
    }
    return new GenericInternalRow(columns);
  }

  private int columns() {
    int ofStates = states.stream().mapToInt(StateColumns::count).sum();
    return 1 + ofStates + (withOutputs ? 1 : 0);
  }
}
