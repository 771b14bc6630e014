// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.value;

/** The options of streams. */
public final class StreamForms {
  public static final OptionForm LATE =
      value("fail|drop", "choice")
          .or("fail")
          .described(
              "What a row means whose time the state has gone past. fail: the stream ends. drop: it is"
                  + " dropped.");

  public static final OptionForm LONGEST_FILL =
      value("N", "steps")
          .or("100000")
          .described(
              "The most steps that --gaps fill-previous fills in before a row of a stream: a row further"
                  + " ahead ends the stream.");

  public static final OptionForm SCHEMA =
      value("COLUMNS", "columns and types")
          .orElse("that of a Parquet or ORC file that is there")
          .described(
              "The columns of the files that arrive, such as \"t BIGINT, flow DOUBLE\"; CSV and JSON"
                  + " need it.");

  public static final OptionForm SOURCE_OPTION =
      value("NAME=VALUE", "name and value")
          .repeatable()
          .described(
              "An option of Spark's for the source of a stream, such as maxFilesPerTrigger=10; CSV files"
                  + " have a header unless header=false.");

  public static final OptionForm TRIGGER =
      value("available-now|TIME", "choice or duration")
          .orElse("a micro-batch as soon as the last one is done")
          .described(
              "When rows are walked. available-now: those that are there, and then the stream ends. A"
                  + " time such as 10s: so often.");

  private StreamForms() {}
}
