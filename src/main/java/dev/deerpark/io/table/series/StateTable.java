// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import static org.apache.spark.sql.functions.expr;

import dev.deerpark.base.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** A table of states of many series: its columns, and what is said where it has others. */
public final class StateTable {
  /** The column of the digest of the model. */
  public static final String MODEL = "model";

  /** The column of the states. */
  public static final String STATE = "state";

  /** Whether all numbers of a state are finite. */
  public static final Column IS_FINITE = expr("forall(state, x -> abs(x) < double('inf'))");

  /** The option that names it. */
  public static final String OPTION = "--initial-state";

  private StateTable() {}

  /**
   * Requires names that leave room for the other columns of a table of states.
   *
   * @param option for which such a table is to be written
   * @throws BadInputException where the series or the time has the name of another column
   */
  public static void requireNames(String series, String time, String option) {
    for (String name : List.of(series, time)) {
      if (name.equalsIgnoreCase(MODEL) || name.equalsIgnoreCase(STATE)) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "%s: the input's column \"%s\" has the name of a column of the states that are"
                    + " written. Rename it, such as by --input-sql, or leave %s out.",
                option,
                name,
                option));
      }
    }
  }

  /**
   * Requires a column of a table.
   *
   * @param path of the table
   * @param what the column holds, for people
   * @throws BadInputException where it is missing or of another type
   */
  public static void require(
      String path, Dataset<Row> table, String name, String what, Predicate<DataType> fits) {
    if (!Arrays.asList(table.columns()).contains(name)) {
      throw refused(path, "has no column \"" + name + "\" with " + what);
    }
    DataType type = table.schema().apply(name).dataType();
    if (!fits.test(type)) {
      throw refused(
          path, "holds " + type.simpleString() + " in its column \"" + name + "\", not " + what);
    }
  }

  /**
   * The exception for a table that cannot be used.
   *
   * @param why a phrase that the path is the subject of
   */
  public static BadInputException refused(String path, String why) {
    return new BadInputException(
        OPTION
            + ": "
            + path
            + " "
            + why
            + ". Give the last states of a run over such series, or its result.");
  }
}
