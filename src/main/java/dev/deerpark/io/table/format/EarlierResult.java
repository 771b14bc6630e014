// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import dev.deerpark.sequence.time.TimeType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/** What an earlier run has left in Parquet: its result, or the last states of its series. */
public final class EarlierResult {
  private EarlierResult() {}

  /**
   * Its rows. A file that cannot be read to its end fails, whatever the cluster's defaults are:
   * states that were passed over would count as states that there are not.
   */
  public static Dataset<Row> read(SparkSession session, String path) {
    return session
        .read()
        .option("ignoreCorruptFiles", false)
        .option("ignoreMissingFiles", false)
        .parquet(path);
  }

  /** The same in a session whose zone is that of times of a type. */
  public static Dataset<Row> read(SparkSession spark, String path, TimeType times) {
    SparkSession session = spark.newSession();
    session.conf().set(TimeColumns.ZONE, TimeColumns.zone(times));
    return read(session, path);
  }

  /** Whether a column of this type can hold states. */
  public static boolean canHoldStates(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType;
  }
}
