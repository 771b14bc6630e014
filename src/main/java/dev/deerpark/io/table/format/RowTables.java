// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns.Stored;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.TimeType.Kind;
import dev.deerpark.settings.InputSettings.Format;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** DataFrames and files whose columns Spark knows with their types. */
public final class RowTables {
  private static final List<Kind> KINDS = List.of(Kind.values());

  private RowTables() {}

  /**
   * Files that Spark reads as it does by itself, with the types that it finds in them.
   *
   * @throws BadInputException for a record that cannot be read
   */
  public static Dataset<Row> read(SparkSession session, List<Path> files, Format format) {
    return Reading.of(session)
        .option("mode", "FAILFAST")
        .format(format.sparkName())
        .load(Reading.paths(files));
  }

  /**
   * Files with {@link TableColumns}; computes no rows.
   *
   * @throws BadInputException as below
   */
  public static OpenedTable open(
      SparkSession session, List<Path> files, Format format, WantedColumns wanted) {
    Dataset<Row> rows = read(session, files, format);
    return open(rows, Wording.of(files.get(0)), wanted, KINDS);
  }

  /**
   * A DataFrame with {@link TableColumns}; computes no rows.
   *
   * @param table its name in messages
   * @throws BadInputException for a stream, and for a column that is missing, there twice, or of a
   *     type that holds no times or numbers; of a DataFrame, times that depend on the settings of
   *     its session are none
   */
  public static OpenedTable open(Dataset<Row> rows, String table, WantedColumns wanted) {
    if (rows.isStreaming()) {
      throw new BadInputException(
          "The input "
              + table
              + " is a stream, which has no end. Give a table, such as each batch of the stream.");
    }
    return open(rows, table, wanted, List.of(Kind.INDEX, Kind.DATE, Kind.TIMESTAMP));
  }

  private static OpenedTable open(
      Dataset<Row> rows, String table, WantedColumns wanted, List<Kind> kinds) {
    StructField[] fields = rows.schema().fields();
    List<Integer> places = wanted.places(table, List.of(rows.columns()));
    StructField stored = fields[places.get(0)];
    Kind time =
        kinds.stream()
            .filter(kind -> holds(stored.dataType(), kind))
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        table, stored, "a time column holds whole numbers, dates or timestamps"));
    int ends = wanted.values().size() + 1;
    for (int place : places.subList(1, ends)) {
      if (!(fields[place].dataType() instanceof NumericType)) {
        throw refused(table, fields[place], "a value column holds numbers");
      }
    }
    // By place: a session may not distinguish the cases of names.
    Dataset<Row> numbered =
        rows.toDF(
            IntStream.range(0, fields.length).mapToObj(Integer::toString).toArray(String[]::new));
    List<Stored> values =
        places.subList(1, ends).stream().map(place -> stored(place, RowTables::value)).toList();
    TimeType read = TimeType.of(time == Kind.TEXT ? Kind.INDEX : time, "UTC");
    Stored times = stored(places.get(0), column -> TimeColumns.number(column, read));
    Optional<Column> series = wanted.series().map(name -> key(table, fields, places.get(ends)));
    Dataset<Row> part = TableColumns.select(numbered, lit(false), times, values, series);
    return new OpenedTable(time, List.of(part));
  }

  private static Column key(String table, StructField[] fields, int place) {
    DataType type = fields[place].dataType();
    Column key = col(Integer.toString(place));
    if (type instanceof IntegralType) {
      return key.cast("bigint");
    }
    if (type instanceof StringType) {
      return key.cast("string");
    }
    throw refused(table, fields[place], "the column of the series holds text or whole numbers");
  }

  private static Column value(Column stored) {
    return stored.try_cast("double");
  }

  private static Stored stored(int place, UnaryOperator<Column> number) {
    Column column = col(Integer.toString(place));
    return new Stored(number.apply(column), column.isNotNull(), column.cast("string"));
  }

  private static boolean holds(DataType stored, Kind kind) {
    return TimeColumns.holds(stored, TimeType.of(kind, "UTC"))
        || kind == Kind.INDEX && stored instanceof DecimalType decimal && decimal.scale() == 0;
  }

  private static BadInputException refused(String table, StructField field, String rule) {
    return new BadInputException(
        String.format(
            Locale.ROOT,
            "Column \"%s\" of %s has the type %s, but %s. Convert it, or choose another column.",
            field.name(),
            table,
            Wording.cut(field.dataType().simpleString()),
            rule));
  }
}
