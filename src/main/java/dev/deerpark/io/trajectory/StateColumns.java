// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.Numbers;
import dev.deerpark.settings.OutputSettings.StatesAs;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * The columns of a state: one of arrays without nulls, or one for each number, whose names end in
 * its index from 0 on.
 *
 * @param name of the one column, and before {@code _0}, {@code _1} and so on; empty without states
 * @param separate D where each number has a column; else 0
 */
public record StateColumns(String name, int separate) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The name of the state of a model with one recurrence. */
  public static final String STATE = "state";

  /** No states. */
  public static final StateColumns NONE = new StateColumns("", 0);

  /** One column of arrays. */
  public static StateColumns array(String name) {
    return new StateColumns(name, 0);
  }

  /**
   * @param stateSize D
   */
  public static StateColumns of(String name, StatesAs form, int stateSize) {
    return new StateColumns(name, form == StatesAs.COLUMNS ? stateSize : 0);
  }

  /** The columns' names. */
  public List<String> names() {
    if (name.isEmpty()) {
      return List.of();
    }
    return separate == 0
        ? List.of(name)
        : IntStream.range(0, separate).mapToObj(i -> name + "_" + i).toList();
  }

  /** Whether one of the columns has a name, which Spark does not tell apart by its case. */
  boolean has(String column) {
    return names().stream().anyMatch(column::equalsIgnoreCase);
  }

  /** The number of columns. */
  int count() {
    return separate > 0 || name.isEmpty() ? separate : 1;
  }

  /**
   * A state in a table that was written in either way, as an array of double; empty where the table
   * has none.
   *
   * @param name of the state
   */
  public static Optional<Column> stored(Dataset<Row> table, String name) {
    List<String> columns = List.of(table.columns());
    if (columns.contains(name)) {
      return Optional.of(quoted(name).cast("array<double>"));
    }
    Column[] numbers =
        IntStream.iterate(0, i -> columns.contains(name + "_" + i), i -> i + 1)
            .mapToObj(i -> quoted(name + "_" + i).cast("double"))
            .toArray(Column[]::new);
    return numbers.length == 0 ? Optional.empty() : Optional.of(functions.array(numbers));
  }

  /** The column of exactly this name: an unquoted name would be parsed as an expression. */
  private static Column quoted(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  StructType addTo(StructType type, DataType number) {
    DataType stored = separate == 0 ? DataTypes.createArrayType(number, false) : number;
    for (String column : names()) {
      type = type.add(column, stored, false);
    }
    return type;
  }

  /**
   * Puts a state, copied, into a row of columns.
   *
   * @param numbers holds the state
   * @param at where it begins
   * @param size numbers in a state
   * @param from its first column
   * @return the column after it
   */
  int put(Numbers numbers, int at, int size, Object[] row, int from) {
    if (separate == 0) {
      if (name.isEmpty()) {
        return from;
      }
      row[from] = array(numbers, at, size);
      return from + 1;
    }
    for (int i = 0; i < separate; i++) {
      row[from + i] =
          numbers instanceof Numbers.Floats floats
              ? (Object) floats.array()[at + i]
              : (Object) numbers.get(at + i);
    }
    return from + separate;
  }

  /** An array in Spark's internal form. */
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
