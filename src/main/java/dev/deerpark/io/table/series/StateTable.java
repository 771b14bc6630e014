// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

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

  /** The column of whether the run did that wrote a state; true where there is none. */
  public static final String CONVERGED = "converged";

  /** The column of the states. */
  public static final String STATE = "state";

  /** Whether all numbers of a state are finite. */
  public static final Column IS_FINITE = expr("forall(state, x -> abs(x) < double('inf'))");

  /** The same in float. */
  static final Column IS_FINITE_IN_FLOAT = expr("forall(state, x -> abs(float(x)) < float('inf'))");

  /** The option that names it. */
  public static final String OPTION = "--initial-state";

  private StateTable() {}

  /** The number of states in a table of runs that did not converge. Runs a job where it says so. */
  public static long unconverged(Dataset<Row> states) {
    return Arrays.asList(states.columns()).contains(CONVERGED)
        ? states.filter(not(hasConverged())).count()
        : 0;
  }

  /** What a table says by {@link #CONVERGED}: never null. */
  public static Column hasConverged() {
    return coalesce(col(CONVERGED).try_cast("boolean"), lit(true));
  }

  /** What is said of so many of the states in a table, for people. */
  public static String unconvergedSentence(long count, String path) {
    return String.format(
        Locale.ROOT,
        "%,d states in %s are of a run that did not converge, so they are not the loop's, nor is"
            + " what follows.",
        count,
        path);
  }

  /**
   * Requires names that leave room for the other columns of a table of states.
   *
   * @param option for which such a table is to be written
   * @throws BadInputException where the series or the time has the name of another column
   */
  public static void requireNames(String series, String time, String option) {
    for (String name : List.of(series, time)) {
      if (List.of(MODEL, CONVERGED, STATE).contains(name.toLowerCase(Locale.ROOT))) {
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
