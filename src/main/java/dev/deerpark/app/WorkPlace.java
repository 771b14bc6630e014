// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.EvaluateSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Where a run without an output keeps its checkpoints. */
record WorkPlace(EvaluateSettings settings, SparkSession spark) {

  /**
   * The folder that was given, else the application's own for checkpoints, else one that executors
   * reach: of temporary files where they are in this process, or the user's home.
   *
   * @throws BadInputException where there is none
   */
  Path path() {
    SparkContext context = spark.sparkContext();
    if (settings.layout().workDirectory().isPresent()) {
      return new Path(settings.layout().workDirectory().get());
    }
    if (context.getCheckpointDir().isDefined()) {
      return new Path(context.getCheckpointDir().get());
    }
    return context.isLocal()
        ? new Path(java.nio.file.Path.of(System.getProperty("java.io.tmpdir")).toUri())
        : home(context.hadoopConfiguration());
  }

  private static Path home(Configuration hadoop) {
    try {
      FileSystem files = FileSystem.get(hadoop);
      if (files instanceof LocalFileSystem) {
        throw new BadInputException(
            "work-dir is missing: name a folder that all executors reach, for checkpoints, or set the"
                + " application's own by SparkContext.setCheckpointDir.");
      }
      return files.getHomeDirectory();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
