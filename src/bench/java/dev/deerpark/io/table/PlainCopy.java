// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * The yardstick of reading and writing: a plain Spark job that reads a series, casts its values to
 * float and writes them as one array a row, which takes as much space as as many outputs do.
 *
 * <p>Arguments: INPUT OUTPUT COLUMN... Prints the seconds, without those of starting Spark.
 */
public final class PlainCopy {
  private PlainCopy() {}

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    String[] columns = Arrays.copyOfRange(arguments, 2, arguments.length);
    Column[] values =
        Arrays.stream(columns).map(name -> col(name).cast("float")).toArray(Column[]::new);
    try (SparkSession spark =
        SparkSession.builder().master("local[*]").appName("plain copy").getOrCreate()) {
      // like a run's, whose first queries come before its reading
      spark.read().parquet(arguments[0]).limit(1).count();
      long began = System.nanoTime();
      spark
          .read()
          .parquet(arguments[0])
          .select(col("t"), array(values).as("output"))
          .write()
          .mode("overwrite")
          .parquet(arguments[1]);
      System.out.printf("plain copy: %.1f s%n", (System.nanoTime() - began) / 1e9);
    }
  }
}
