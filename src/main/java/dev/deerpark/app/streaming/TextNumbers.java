// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.NumberText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Numbers that files hold as text. Spark reads a text that is no number as a missing value, and
 * leaves out what a row has too much, so numbers are read as text and converted here, where their
 * columns are used.
 *
 * @param schema the columns of the files as they are wanted
 * @param time the column of times
 * @param series the column that tells series apart; empty where there is only one
 */
record TextNumbers(StructType schema, String time, Optional<String> series) {
  /** Where Spark puts a line that does not fit the schema by which it reads. */
  private static final String RECORD = "malformed record";

  private static final Set<DataType> FRACTIONS = Set.of(DataTypes.FloatType, DataTypes.DoubleType);

  /** What a run does not use, and so may hold anything. */
  private static final Set<DataType> OTHERS =
      Set.of(
          DataTypes.BooleanType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType);

  /**
   * The rows that arrive in a folder.
   *
   * @param reader with all other options of the source
   */
  Dataset<Row> load(DataStreamReader reader, String path) {
    Dataset<Row> rows =
        reader
            .schema(asText())
            .option("columnNameOfCorruptRecord", RECORD)
            // a reader that skips columns does not see how many fields a row has
            .option("columnPruning", false)
            .load(path);
    return rows.select(Arrays.stream(schema.fields()).map(this::converted).toArray(Column[]::new));
  }

  private StructType asText() {
    StructType text = new StructType();
    for (StructField field : schema.fields()) {
      text = text.add(field.name(), isText(field) ? DataTypes.StringType : field.dataType());
    }
    return text.add(RECORD, DataTypes.StringType);
  }

  private static boolean isNumber(StructField field) {
    return field.dataType() instanceof NumericType;
  }

  private boolean isText(StructField field) {
    boolean isKey = field.name().equals(time) || series.equals(Optional.of(field.name()));
    return isNumber(field) || !isKey && OTHERS.contains(field.dataType());
  }

  private Column converted(StructField field) {
    Column read = named(field.name());
    if (!isNumber(field)) {
      return isText(field) ? read.try_cast(field.dataType()).as(field.name()) : read;
    }
    Column number =
        FRACTIONS.contains(field.dataType())
            ? parsed(read).cast(field.dataType())
            : read.try_cast(field.dataType());
    return when(named(RECORD).isNotNull(), unfit(field))
        .when(trim(read).notEqual(""), coalesce(number, noNumber(field)))
        .as(field.name());
  }

  private static Column parsed(Column text) {
    UDF1<String, Double> parse = cell -> cell == null ? null : NumberText.parse(cell, '.');
    return udf(parse, DataTypes.DoubleType).apply(text);
  }

  /** Fails with the text in a column, and the time where that is known. */
  private Column noNumber(StructField field) {
    String column = field.name();
    String type = field.dataType().sql();
    UDF2<String, String, String> refuse =
        (text, at) -> {
          throw new BadInputException(
              String.format(
                  Locale.ROOT,
                  "The column \"%s\" has text that is not a number (%s)%s: \"%s\". Correct it, or"
                      + " leave the row out.",
                  column,
                  type,
                  at == null || at.isEmpty() ? "" : ", at the time " + at,
                  Names.cut(text)));
        };
    boolean isTimed = !column.equals(time) && List.of(schema.fieldNames()).contains(time);
    Column at = isTimed ? named(time).cast("string") : lit("");
    return udf(refuse, DataTypes.StringType).apply(named(column), at).cast(field.dataType());
  }

  /** Fails with the line. */
  private static Column unfit(StructField field) {
    UDF1<String, String> refuse =
        line -> {
          throw new BadInputException(
              String.format(
                  Locale.ROOT,
                  "A line does not fit --schema, by the number of its fields or the form of its time:"
                      + " \"%s\". Correct it, or leave it out.",
                  Names.cut(line)));
        };
    return udf(refuse, DataTypes.StringType).apply(named(RECORD)).cast(field.dataType());
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** Whether the user says what becomes of lines that do not fit. */
  static boolean areLeftToSpark(Set<String> sourceOptions) {
    return Stream.of("mode", "columnNameOfCorruptRecord")
        .anyMatch(name -> sourceOptions.stream().anyMatch(name::equalsIgnoreCase));
  }
}
