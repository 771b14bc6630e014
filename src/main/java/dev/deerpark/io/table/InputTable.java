// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.TimeRange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The table behind a query: its columns as they are stored, and as numbers.
 *
 * <p>CSV is read as text and cast afterwards, so that a word in a column of numbers is found and
 * named instead of becoming a null.
 */
final class InputTable {
  /** Where Spark's CSV reader puts rows that have too few or too many fields. */
  private static final String MALFORMED = "deerpark malformed row";

  private final SeriesQuery query;
  private final boolean text;
  private final Dataset<Row> stored;
  private final Set<InputFiles.DataFile> files;

  private InputTable(
      SeriesQuery query, Set<InputFiles.DataFile> files, boolean text, Dataset<Row> stored) {
    this.query = query;
    this.files = files;
    this.text = text;
    this.stored = stored;
  }

  /**
   * Opens the table and checks its columns; reads no rows.
   *
   * @throws BadInputException for an unreadable path, a missing column or a column of another type
   */
  static InputTable open(SparkSession session, SeriesQuery query) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Set<InputFiles.DataFile> files = InputFiles.list(query.path(), hadoop);
    boolean text = InputFiles.format(query.path(), files, hadoop) == InputFiles.Format.CSV;
    InputTable table =
        ReadFailure.named(
            query.path(),
            () ->
                new InputTable(
                    query, files, text, text ? csv(session, query) : parquet(session, query)));
    table.checkColumns();
    return table;
  }

  private static Dataset<Row> parquet(SparkSession session, SeriesQuery query) {
    return session.read().option("recursiveFileLookup", true).parquet(query.path());
  }

  private static Dataset<Row> csv(SparkSession session, SeriesQuery query) {
    StructType header = csvReader(session).csv(query.path()).schema();
    return csvReader(session)
        .schema(header.add(MALFORMED, DataTypes.StringType))
        .option("columnNameOfCorruptRecord", MALFORMED)
        // A reader that skips columns does not see how many fields a row has.
        .option("columnPruning", false)
        // Every file must have the same header: another order of columns would go unnoticed.
        .option("enforceSchema", false)
        .csv(query.path());
  }

  private static DataFrameReader csvReader(SparkSession session) {
    return session
        .read()
        .option("recursiveFileLookup", true)
        .option("header", true)
        .option("ignoreLeadingWhiteSpace", true)
        .option("ignoreTrailingWhiteSpace", true);
  }

  private void checkColumns() {
    checkType(query.timeColumn(), "a time column holds whole numbers");
    for (String column : query.valueColumns()) {
      checkType(column, "a value column holds numbers");
    }
  }

  private void checkType(String column, String expected) {
    List<String> names = names();
    if (!names.contains(column)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The input %s has no column \"%s\": it has %s. Choose among these.",
              query.path(),
              column,
              names.isEmpty() ? "none" : String.join(", ", names)));
    }
    DataType type = stored.schema().apply(column).dataType();
    boolean time = column.equals(query.timeColumn());
    if (!text && !(time ? type instanceof IntegralType : type instanceof NumericType)) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "Column \"%s\" of %s has the type %s, but %s%s. Convert it, or choose another column.",
              column,
              query.path(),
              type.simpleString(),
              expected,
              time ? " (timestamps come later)" : ""));
    }
  }

  private List<String> names() {
    return Arrays.stream(stored.columns()).filter(name -> !name.equals(MALFORMED)).toList();
  }

  /** The columns beside the time column. */
  List<String> otherColumns() {
    return names().stream().filter(name -> !name.equals(query.timeColumn())).toList();
  }

  SeriesQuery query() {
    return query;
  }

  /**
   * Whether a file is not what it was when the table was opened. Files that have joined the others
   * since are not read, and not looked at.
   */
  boolean changed() {
    Configuration hadoop = stored.sparkSession().sparkContext().hadoopConfiguration();
    return !InputFiles.list(query.path(), hadoop).containsAll(files);
  }

  /**
   * How many rows may be decoded again, for each row, rather than be shuffled: to shuffle and sort
   * a row costs several times what decoding it costs in Parquet, and a part of that in text.
   */
  double allowance() {
    return text ? 0.25 : 2;
  }

  /** All rows, as stored. */
  Dataset<Row> all() {
    return stored;
  }

  /** The rows of the query's range, as stored. */
  Dataset<Row> rows() {
    return query.range().map(this::rows).orElse(stored);
  }

  /** The rows of a range, as stored. */
  Dataset<Row> rows(TimeRange range) {
    return stored.filter(time().geq(range.from()).and(time().lt(range.to())));
  }

  Column storedTime() {
    return quoted(query.timeColumn());
  }

  /** The time index as a long; null where there is none. */
  Column time() {
    return text ? storedTime().try_cast("bigint") : storedTime().cast("bigint");
  }

  Column storedValue(int column) {
    return quoted(query.valueColumns().get(column));
  }

  /** The value as a double; null where there is none, or where its row is malformed. */
  Column value(int column) {
    return text
        ? when(quoted(MALFORMED).isNull(), storedValue(column).try_cast("double"))
        : storedValue(column).cast("double");
  }

  /** Whether the row has too few or too many fields: CSV only. */
  Column malformed() {
    return text ? quoted(MALFORMED).isNotNull() : lit(false);
  }

  private static Column quoted(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}
