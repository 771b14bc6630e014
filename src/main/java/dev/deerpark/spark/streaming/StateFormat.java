// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.TimeType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The state of a series as a row in Spark's state store, and as a row that a stream begins with.
 * What a state file holds has the same names here: {@code time}, {@code model}, and the numbers.
 *
 * @param model the digest of the model
 * @param arithmetic the kernel and the precision, for people: states of another arithmetic would go
 *     on with other bits
 * @param precision of the states
 * @param times what the times of the stream are
 * @param states the names of the columns of states, one for each node
 * @param sizes of these states
 */
record StateFormat(
    String model,
    String arithmetic,
    Precision precision,
    TimeType.Kind times,
    List<String> states,
    List<Integer> sizes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String TIME = "time";
  static final String MODEL = "model";
  static final String ARITHMETIC = "arithmetic";

  /** The values of the row that was consumed last; null where they are not known. */
  static final String VALUES = "values";

  /** What the time is, by the name of a {@link TimeType.Kind}. */
  static final String TIMES = "times";

  static final DataType NUMBERS = DataTypes.createArrayType(DataTypes.DoubleType, false);
  private static final int FIRST_STATE = 5;

  StateFormat {
    states = List.copyOf(states);
    sizes = List.copyOf(sizes);
  }

  /** The columns of a stored state. */
  StructType type() {
    StructType type =
        new StructType()
            .add(TIME, DataTypes.LongType, false)
            .add(MODEL, DataTypes.StringType, false)
            .add(ARITHMETIC, DataTypes.StringType, false)
            .add(VALUES, NUMBERS, true)
            .add(TIMES, DataTypes.StringType, false);
    for (String state : states) {
      type = type.add(state, NUMBERS, false);
    }
    return type;
  }

  Row stored(SeriesState series) {
    return RowFactory.create(
        Stream.concat(
                Stream.of(
                    series.last().time(), model, arithmetic, series.last().values(), times.name()),
                series.states().stream())
            .toArray());
  }

  /**
   * A state that the stream stored itself.
   *
   * @param name of the series for messages, with a space before it; empty where it has none
   * @throws BadInputException where it was stored by another model or in another arithmetic
   */
  SeriesState read(Row row, String name) {
    requireModel(row.getString(1), name);
    if (!row.getString(4).equals(times.name())) {
      throw refused(
          name,
          "has a %s as its time, but the stream now has a %s. Give the same type of times, or begin a"
              + " new checkpoint.",
          TimeType.Kind.valueOf(row.getString(4)).label(),
          times.label());
    }
    if (!row.getString(2).equals(arithmetic)) {
      throw refused(
          name,
          "is that of the %s, but the stream now has the %s, which goes on with other bits. Give"
              + " the same --kernel and --precision, or begin a new checkpoint with the old one's"
              + " states.",
          row.getString(2),
          arithmetic);
    }
    return series(row, name);
  }

  /**
   * A state that the stream is to begin with.
   *
   * @param row as {@link #read} takes it, of any arithmetic
   * @return with the states in the stream's precision
   * @throws BadInputException where it is of another model or size, or not finite
   */
  SeriesState initial(Row row, String name) {
    if (row.isNullAt(0)) {
      throw refused(name, "has no time. Give the time that it has consumed.");
    }
    requireModel(row.getString(1), name);
    return series(row, name);
  }

  private SeriesState series(Row row, String name) {
    double[] values = row.isNullAt(3) ? null : numbers(row, 3, name);
    List<double[]> read = new ArrayList<>();
    for (int node = 0; node < sizes.size(); node++) {
      double[] state = numbers(row, FIRST_STATE + node, name);
      if (state.length != sizes.get(node)) {
        throw refused(
            name,
            "has %d numbers in \"%s\", but the model's state has %d. Give a state of this model.",
            state.length,
            states.get(node),
            sizes.get(node));
      }
      read.add(state);
    }
    return new SeriesState(new InputRow(row.getLong(0), values), read);
  }

  private double[] numbers(Row row, int column, String name) {
    List<Double> list = row.isNullAt(column) ? List.of(Double.NaN) : row.getList(column);
    double[] numbers =
        IntStream.range(0, list.size())
            .mapToDouble(i -> list.get(i) == null ? Double.NaN : list.get(i))
            .toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = column < FIRST_STATE ? numbers[i] : precision.round(numbers[i]);
      if (!Double.isFinite(numbers[i])) {
        throw refused(name, "has a number that is missing or not finite. Give a finite state.");
      }
    }
    return numbers;
  }

  private void requireModel(String other, String name) {
    if (!model.equals(other)) {
      throw refused(
          name,
          "was written by another model, whose digest begins with %s, not %s. Give the model that"
              + " wrote it, or begin without the state.",
          shown(other),
          shown(model));
    }
  }

  private static String shown(String digest) {
    return digest == null ? "nothing" : digest.substring(0, Math.min(8, digest.length()));
  }

  private static BadInputException refused(String name, String sentence, Object... arguments) {
    return new BadInputException(
        "The state of the series" + name + " " + String.format(Locale.ROOT, sentence, arguments));
  }
}
