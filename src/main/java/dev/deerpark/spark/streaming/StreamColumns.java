// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Numbers;
import dev.deerpark.io.trajectory.NetworkSchema;
import dev.deerpark.sequence.time.TimeType;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a stream reads, and those that it gives.
 *
 * @param series the column that tells the series apart; null where all rows are of one series
 * @param time the column of times
 * @param times what it holds
 * @param values the columns of the model's inputs, in its order
 * @param given the columns of the result, beside that of the series
 */
record StreamColumns(
    String series, String time, StreamTimes times, List<String> values, NetworkSchema given)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The key of the rows where all are of one series. */
  static final String ONLY = "";

  private static final int FIRST_VALUE = 2;

  /**
   * @throws BadInputException where a column has two meanings
   */
  StreamColumns {
    values = List.copyOf(values);
    // Spark does not tell names apart by their case
    boolean isTaken =
        series != null
            && (Stream.of(given.type().fieldNames()).anyMatch(series::equalsIgnoreCase)
                || values.contains(series));
    if (isTaken) {
      throw new BadInputException(
          "The series column \"" + series + "\" has the name of another column. Rename it.");
    }
  }

  /** A column by its whole name, whatever characters it has. */
  static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** The key of a row's series. */
  Column key() {
    return series == null ? lit(ONLY) : named(series).cast(DataTypes.StringType);
  }

  /**
   * The key, the time and the values of a table.
   *
   * @throws BadInputException for a column that is missing or of a type that cannot be used
   */
  Dataset<Row> of(Dataset<Row> rows) {
    List<Column> read = new ArrayList<>();
    requireTime(rows);
    read.add(key().as("key"));
    read.add(StreamTimes.number(named(time), times.type().kind()).as("time"));
    for (int i = 0; i < values.size(); i++) {
      require(rows, values.get(i), "numbers", NumericType.class::isInstance);
      read.add(named(values.get(i)).cast(DataTypes.DoubleType).as("value" + i));
    }
    return rows.select(read.toArray(Column[]::new));
  }

  /**
   * @throws BadInputException where a table has no column of the series or of such times
   */
  void requireTime(Dataset<Row> rows) {
    if (series != null) {
      requireColumn(rows, series);
    }
    TimeType.Kind kind = times.type().kind();
    String what = kind.label() + "s, the times of the rows";
    require(rows, time, what, type -> StreamTimes.holds(type, kind));
  }

  /**
   * @throws BadInputException where a table does not have a column
   */
  static void requireColumn(Dataset<Row> rows, String column) {
    require(rows, column, "values", type -> true);
  }

  /**
   * @throws BadInputException where a table does not have a column
   */
  static StructField field(Dataset<Row> rows, String column) {
    return Arrays.stream(rows.schema().fields())
        .filter(given -> given.name().equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    String.format(
                        Locale.ROOT,
                        "The table has no column \"%s\"; it has %s.",
                        column,
                        Names.list(List.of(rows.columns())))));
  }

  /**
   * @throws BadInputException where a table has no such column, or one of another type
   */
  static void require(Dataset<Row> rows, String column, String what, Predicate<DataType> isUsable) {
    StructField field = field(rows, column);
    if (!isUsable.test(field.dataType())) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The column \"%s\" of the table has the type %s; it needs %s. Convert it before.",
              column,
              field.dataType().simpleString(),
              what));
    }
  }

  /** The key of a row of {@link #of}. */
  static String key(Row row) {
    if (row.isNullAt(0)) {
      throw new BadInputException(
          "A row has no value in the series column, and belongs to no series. Drop such rows"
              + " before.");
    }
    return row.getString(0);
  }

  /** A series by its key, for messages, with a space before it; empty where there is one alone. */
  String name(String key) {
    return series == null ? "" : " " + Names.cut(key);
  }

  /** The time of a row, with its series where there are several, for messages. */
  String place(String key, long time) {
    return times.text(time) + (series == null ? "" : " of series" + name(key));
  }

  /** What is walked of a row of {@link #of}: missing values become NaN. */
  InputRow row(Row row) {
    if (row.isNullAt(1)) {
      throw new BadInputException(
          "A row"
              + (series == null ? "" : " of the series" + name(row.getString(0)))
              + " has no time, or one that cannot be read. Correct it, or drop such rows before.");
    }
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      int at = FIRST_VALUE + i;
      numbers[i] = row.isNullAt(at) ? Double.NaN : row.getDouble(at);
    }
    return new InputRow(row.getLong(1), numbers);
  }

  /** The columns of the result, with the times as numbers. */
  StructType type() {
    StructType type = new StructType();
    if (series != null) {
      type = type.add(series, DataTypes.StringType, false);
    }
    for (StructField field : given.type().fields()) {
      boolean isTime = field.name().equals(time);
      type = type.add(field.name(), isTime ? DataTypes.LongType : field.dataType(), false);
    }
    return type;
  }

  /** Rows of {@link #type} with the times as the column shows them. */
  Dataset<Row> shown(Dataset<Row> rows) {
    return times.type().kind() == TimeType.Kind.INDEX
        ? rows
        : rows.withColumn(time, StreamTimes.shown(named(time), times.type().kind()));
  }

  /**
   * A row of the result.
   *
   * @param step of the steps
   */
  Row result(String key, long time, NetworkWalk.Steps steps, int step) {
    List<Object> columns = new ArrayList<>();
    if (series != null) {
      columns.add(key);
    }
    columns.add(time);
    for (int node = 0; node < given.states().size(); node++) {
      Numbers state = part(steps.states().get(node), step, steps.count());
      columns.addAll(
          given.states().get(node).separate() == 0 ? List.of(array(state)) : each(state));
    }
    if (given.withOutputs()) {
      columns.add(array(part(steps.outputs(), step, steps.count())));
    }
    return RowFactory.create(columns.toArray());
  }

  /** One of the equal parts of some numbers. */
  private static Numbers part(Numbers numbers, int index, int parts) {
    int size = numbers.length() / parts;
    Numbers part = numbers.precision().allocate(size);
    numbers.copy(index * size, part, 0, size);
    return part;
  }

  private static Object array(Numbers numbers) {
    return numbers instanceof Numbers.Floats floats
        ? floats.array()
        : ((Numbers.Doubles) numbers).array();
  }

  private static List<Object> each(Numbers numbers) {
    Object array = array(numbers);
    return IntStream.range(0, numbers.length()).mapToObj(i -> Array.get(array, i)).toList();
  }
}
