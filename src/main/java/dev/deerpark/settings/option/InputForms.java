// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.value;

/** Options that name the series, and say how it is read. */
public final class InputForms {
  public static final OptionForm INPUT =
      value("PATH", "path")
          .described(
              "The series: Parquet, CSV (also gzipped), ORC or JSON, a file, folder or glob on any"
                  + " Hadoop file system, one row per step, in any order. For stream the folder in which"
                  + " they arrive.");

  public static final OptionForm INPUT_TABLE =
      value("NAME", "table")
          .described(
              "The series, in place of --input: a table or view of Spark's catalog, such as"
                  + " CATALOG.DATABASE.TABLE; also of Delta and Iceberg, with their --packages.");

  public static final OptionForm INPUT_SQL =
      value("SELECT", "query")
          .described(
              "The series, in place of --input: the rows of a query over tables of Spark's catalog.");

  public static final OptionForm INPUT_FORMAT =
      value("parquet|csv|orc|json", "choice")
          .orElse("as the files' names end; of stream parquet")
          .described(
              "The format of the files of --input, where their names do not say it. JSON has one object per"
                  + " line.");

  public static final OptionForm TIME_COLUMN =
      value("COLUMN", "name")
          .or("t")
          .described(
              "The column of times: whole numbers, dates, timestamps, or text; no text in a stream.");

  public static final OptionForm TIME_STEP =
      value("STEP", "number or duration")
          .orElse("1 for whole numbers, else the only difference between times")
          .described(
              "The difference between the times of neighbouring steps: a number, or a duration such as 4ms,"
                  + " 1h or P1D. Times are compared in UTC.");

  public static final OptionForm TIME_FORMAT =
      value("PATTERN", "letters")
          .orElse("the ISO form of the first of them")
          .described(
              "The format of times that are text, in the letters of Spark's date patterns, such as"
                  + " 'dd.MM.yyyy HH:mm'.");

  public static final OptionForm TIME_ZONE =
      value("ZONE", "name")
          .orElse("that of the Spark session")
          .described(
              "The zone of times that are text without one, such as Europe/Berlin, read as Spark reads"
                  + " them.");

  public static final OptionForm SERIES_COLUMN =
      value("COLUMN", "name")
          .orElse("none, all rows are of one series")
          .described(
              "The column that tells many series in one table, or in one stream, apart: each has a state of"
                  + " its own, and all are evaluated together.");

  public static final OptionForm ON_BAD_SERIES =
      value("fail|skip", "choice")
          .or("fail")
          .described(
              "What becomes of a series of --series-column with missing or duplicate times that --gaps"
                  + " and --duplicates do not allow, or, with skip, with values that cannot be used."
                  + " fail: the run ends. skip: that series is left out of the result, with a"
                  + " warning.");

  public static final OptionForm GAPS =
      value("fail|fill-previous|hold-state", "choice")
          .or("fail")
          .described(
              "What becomes of missing times. fail: the series is refused. fill-previous: a missing row takes"
                  + " the values of the row before it. hold-state: nothing is evaluated there, so the state"
                  + " stays, and the result has no row.");

  public static final OptionForm DUPLICATES =
      value("fail|drop-identical|keep-first", "choice")
          .or("fail")
          .described(
              "What becomes of rows with the time of another. fail: the series is refused. drop-identical:"
                  + " rows that are equal in all values that are read count once, others are refused."
                  + " keep-first: the first in the order of file names and of rows in a file counts.");

  public static final OptionForm VALUE_COLUMNS =
      value("A,B,...", "names")
          .orElse(
              "the columns that the model's sidecar names, or all columns of a table with that"
                  + " number")
          .described(
              "The columns of the model's inputs, in the model's order; f0..f127 stands for 128 of"
                  + " them. A name with a comma goes into backquotes: `a,b`.");

  public static final OptionForm RANGE =
      value("FROM:TO", "times")
          .orElse("the whole series")
          .described(
              "Evaluate the times FROM <= t < TO only; the first of them follows the start state."
                  + " Negative numbers as --range=-5:5, timestamps as FROM/TO, in ISO 8601.");

  public static final OptionForm INITIAL_STATE =
      value("FILE", "path")
          .orElse("the model's own start state, zeros unless it states another")
          .described(
              "Start from the state in this file, as --final-state wrote it; many series from those"
                  + " in a folder, as --final-state, a result or a stream has them.");

  public static final OptionForm CSV_SEPARATOR =
      value("C", "one character, tab or space")
          .orElse("a comma, or a tab in files named .tsv")
          .described("The separator of the fields in CSV files.");

  public static final OptionForm CSV_DECIMAL =
      value(".|,", "one character")
          .or(".", "a point")
          .described(
              "The decimal mark of the numbers in CSV files; where it is also the separator,"
                  + " numbers must be in quotes.");

  public static final OptionForm CSV_COMMENT =
      value("C", "one character")
          .orElse("no line is a comment")
          .described("Skip lines of CSV files that begin with this character.");

  public static final OptionForm CSV_ENCODING =
      value("NAME", "character set")
          .or("UTF-8")
          .described("The character set of CSV files, such as UTF-16, ISO-8859-1 or windows-1252.");

  private InputForms() {}
}
