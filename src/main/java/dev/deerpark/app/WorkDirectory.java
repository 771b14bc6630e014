// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's own folder for checkpoints: made for it, and deleted after it. */
public final class WorkDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);

  private final Path path;
  private final Configuration hadoop;

  private WorkDirectory(Path path, Configuration hadoop) {
    this.path = path;
    this.hadoop = hadoop;
  }

  /**
   * A folder of its own inside {@code parent}; nothing is made yet.
   *
   * @param parent a path or URI that every executor reaches
   */
  public static WorkDirectory in(Path parent, Configuration hadoop) {
    return new WorkDirectory(new Path(parent, ".deerpark-work-" + UUID.randomUUID()), hadoop);
  }

  /** Makes Spark write its checkpoints here from now on. */
  public void takeCheckpoints(JavaSparkContext context) {
    context.setCheckpointDir(path.toString());
  }

  @Override
  public void close() {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      files.delete(path, true);
    } catch (IOException e) {
      // what is left behind harms nobody, so it is no reason to fail a run that is done
      LOG.warn("The work folder {} is no longer needed but cannot be deleted: delete it", path, e);
    }
  }
}
