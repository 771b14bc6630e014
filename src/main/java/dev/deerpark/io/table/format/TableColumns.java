// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.deerpark.base.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * The columns of every open table, whatever its format. Columns that are not selected are not
 * computed.
 */
public final class TableColumns {
  /**
   * The time, a long as in {@link dev.deerpark.sequence.time.TimeType}; null where there is none.
   */
  public static final String TIME = "time";

  /** The key of the row's series, a long or a text; only where series are told apart. */
  public static final String SERIES = "series";

  /** The position of the row on the timeline, a long; added once that is known. */
  public static final String POSITION = "position";

  /** Whether anything is stored for the time index. */
  public static final String HAS_TIME = "has time";

  /** What is stored for the time index, as text. */
  public static final String TIME_TEXT = "time text";

  /** Whether the row has too few or too many fields: CSV only. */
  public static final String MALFORMED = "malformed";

  private TableColumns() {}

  /** The value as a double; null where there is no number. */
  public static String value(int column) {
    return "value " + column;
  }

  /** Whether anything is stored for the value. */
  public static String hasValue(int column) {
    return "has value " + column;
  }

  /** What is stored for the value, as text. */
  public static String valueText(int column) {
    return "value text " + column;
  }

  /**
   * How one column is stored.
   *
   * @param number the time index or the value, null where there is none
   * @param present whether anything is stored
   * @param text what is stored, as text
   */
  record Stored(Column number, Column present, Column text) {}

  static Dataset<Row> select(
      Dataset<Row> stored,
      Column malformed,
      Stored time,
      List<Stored> values,
      Optional<Column> series) {
    List<Column> columns = new ArrayList<>();
    columns.add(malformed.as(MALFORMED));
    columns.add(time.number.as(TIME));
    columns.add(time.present.as(HAS_TIME));
    columns.add(time.text.as(TIME_TEXT));
    for (int i = 0; i < values.size(); i++) {
      columns.add(values.get(i).number.as(value(i)));
      columns.add(values.get(i).present.as(hasValue(i)));
      columns.add(values.get(i).text.as(valueText(i)));
    }
    series.ifPresent(key -> columns.add(key.as(SERIES)));
    return stored.select(columns.toArray(Column[]::new));
  }

  /** A column of text as doubles, null where the text is not a {@link NumberText}. */
  static Column number(Column text, char decimal) {
    UDF1<String, Double> parse = cell -> cell == null ? null : NumberText.parse(cell, decimal);
    return udf(parse, DataTypes.DoubleType).apply(text);
  }

  /** A column by its exact name. */
  static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
