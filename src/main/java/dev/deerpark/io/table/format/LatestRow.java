// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * The latest row of each group of a table, in one pass over it. Where rows of different contents
 * have the latest time, none of them is the one to go on from.
 */
public final class LatestRow {
  private LatestRow() {}

  /**
   * The latest row: any of those that have its time.
   *
   * @param contents of a row
   * @return an aggregate: a structure of the contents
   */
  public static Column of(Column time, Column... contents) {
    return max_by(struct(contents), time);
  }

  /**
   * Whether another row of the latest time has other contents.
   *
   * @return an aggregate: never null
   */
  public static Column isContradicted(Column time, Column... contents) {
    Column hash = xxhash64(contents);
    // of the hashes at the latest time the largest, and by the complement the smallest
    Column largest = hashAtLatest(time, hash);
    Column smallest = hashAtLatest(time, hash.bitwiseXOR(lit(-1L))).bitwiseXOR(lit(-1L));
    return coalesce(largest.notEqual(smallest), lit(false));
  }

  private static Column hashAtLatest(Column time, Column hash) {
    return max(when(time.isNotNull(), struct(time.as("time"), hash.as("hash")))).getField("hash");
  }
}
