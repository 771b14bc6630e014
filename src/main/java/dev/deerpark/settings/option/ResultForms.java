// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.switchedOff;
import static dev.deerpark.settings.option.OptionForm.value;

/** Options of what is written. */
public final class ResultForms {
  public static final OptionForm OUTPUT =
      value("DIR", "path")
          .described(
              "The folder for the result, Parquet files ordered by time, which appears whole or not at all."
                  + " That of stream grows; study has its page there and what it measured.");

  public static final OptionForm OUTPUT_TABLE =
      value("NAME", "table")
          .described(
              "The table of Spark's catalog for the result, in place of --output. evaluate writes it after"
                  + " the check, as whole as its catalog makes it, and needs --report; stream adds to it.");

  public static final OptionForm OUTPUT_FORMAT =
      value("NAME", "format")
          .orElse("parquet; of a table that exists, its own")
          .described(
              "The format of the result: parquet, orc or json; of a new table also delta, iceberg or any"
                  + " other that Spark finds.");

  public static final OptionForm COMPRESSION =
      value("NAME", "name")
          .orElse("as Spark's settings for the format: snappy for parquet, zstd for orc")
          .described(
              "The compression of the result. parquet: none, snappy, gzip, lz4, lz4_raw, zstd; orc: none,"
                  + " snappy, zlib, lz4, zstd; json: none, gzip, bzip2, deflate.");

  public static final OptionForm STATES_AS =
      value("array|columns", "choice")
          .or("array")
          .described(
              "How states are written: in one column of arrays, state, or with a column for each number,"
                  + " state_0, state_1 and so on, of which readers decode only those that they use.");

  public static final OptionForm PARTITION_BY =
      value("NAME=SQL", "column and expression")
          .orElse("no partitions")
          .described(
              "Add a column to the result, computed from its times and series, such as \"day=t div 86400\","
                  + " and partition the folder or a new table by it.");

  public static final OptionForm MODE =
      value("error|overwrite|append|skip", "choice")
          .or("error")
          .described(
              "Where the output exists: refuse the run, replace the content, add the rows (tables only), or"
                  + " do nothing and call it done.");

  public static final OptionForm OVERWRITE =
      switchedOff().described("Replace an existing output; of evaluate, --mode overwrite.");

  public static final OptionForm EMIT =
      value("states,outputs", "choices")
          .or("states,outputs")
          .described("What to write; outputs exist where the model has a readout.");

  public static final OptionForm OUTPUT_SCALE =
      value("data|model", "choice")
          .orElse("data where the model's sidecar has a target, else model")
          .described(
              "The units of the outputs. data: those of the data, output * std + mean with the numbers of"
                  + " the sidecar's target. model: those in which the model was trained.");

  public static final OptionForm EVERY =
      value("N", "steps").or("1").described("Write only every N-th step.");

  public static final OptionForm FINAL_STATE =
      value("FILE", "path")
          .described(
              "Also write the last state, for the --initial-state of a later run; of many series a"
                  + " folder with those of all.");

  public static final OptionForm KEEP_UNCONVERGED =
      switchedOff()
          .described(
              "Write the result even when the run did not converge (the exit code stays 3).");

  private ResultForms() {}
}
