// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** A solved series on the executors, which closing it frees. */
interface OpenResult extends AutoCloseable {

  /**
   * The rows of the result in the order of time, computed anew by each action, while it is open.
   */
  JavaRDD<InternalRow> rows();

  /** Warns of rows that have just been stored, where that was not done before. */
  default void stored() {}

  /** The columns of the result. */
  StructType type();

  /** The same as a DataFrame. */
  default Dataset<Row> frame(SparkSession session) {
    return frame(session, rows().rdd(), type());
  }

  /** Rows in Spark's internal form: one object per number would take most of the time. */
  static Dataset<Row> frame(SparkSession session, RDD<InternalRow> rows, StructType type) {
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(rows, type, false);
  }

  @Override
  void close();
}
