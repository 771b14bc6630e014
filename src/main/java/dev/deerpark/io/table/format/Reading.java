// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/** The settings for the readers of all formats. */
final class Reading {
  private Reading() {}

  static DataFrameReader of(SparkSession session) {
    return session
        .read()
        // Exactly the listed files are read, whatever characters their names contain.
        .option("__globPaths__", false)
        .option("recursiveFileLookup", true)
        // A file that cannot be read to its end is refused, whatever the cluster's defaults are.
        .option("ignoreCorruptFiles", false)
        .option("ignoreMissingFiles", false);
  }

  static String[] paths(List<Path> files) {
    return files.stream().map(Path::toString).toArray(String[]::new);
  }
}
