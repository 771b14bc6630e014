// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.io.file.PrivateFolder;
import dev.deerpark.io.file.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * A run's own folder for checkpoints: made for it, and deleted after it. Checkpoints are serialized
 * objects, and who can replace them can run code in the executors: no other user may enter it.
 */
public final class WorkDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);

  private static final String PREFIX = ".deerpark-work-";

  private final Path path;
  private final Configuration hadoop;
  private final Console console;

  /** Undoes what was changed in the application. */
  private Runnable undo = () -> {};

  private WorkDirectory(Path path, Configuration hadoop, Console console) {
    this.path = path;
    this.hadoop = hadoop;
    this.console = console;
  }

  /**
   * A folder of its own inside {@code parent}; nothing is made yet.
   *
   * @param parent a path or URI that every executor reaches
   * @param console is warned of a parent in which others could replace the folder
   */
  public static WorkDirectory in(Path parent, Configuration hadoop, Console console) {
    Path path = new Path(parent, PREFIX + UUID.randomUUID());
    return new WorkDirectory(path, hadoop, console);
  }

  /**
   * Makes Spark write its checkpoints here from now on, and deletes the folders of runs that were
   * killed.
   *
   * @throws UncheckedIOException where the folder cannot be made
   */
  public void takeCheckpoints(JavaSparkContext context) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      Path parent = path.getParent();
      files.mkdirs(parent);
      if (PrivateFolder.isOpen(files, parent)) {
        console.warning(
            "Every user can write in "
                + parent
                + ", and so replace this run's checkpoints and run code in its executors: name a"
                + " folder of your own with --work-dir.");
      }
      PrivateFolder.make(files, path);
      RunFolder.mark(files, path);
      RunFolder.sweep(files, parent, PREFIX, any -> true);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The work folder "
              + path
              + " cannot be made ("
              + e.getMessage()
              + "); --work-dir names another place.",
          e);
    }
    Option<String> before = context.sc().getCheckpointDir();
    context.setCheckpointDir(path.toString());
    undo = () -> context.sc().checkpointDir_$eq(before);
  }

  /** Makes Spark write its checkpoints where it did before; those that are here stay. */
  public void giveBackCheckpoints() {
    undo.run();
    undo = () -> {};
  }

  @Override
  public void close() {
    giveBackCheckpoints();
    try {
      FileSystem files = path.getFileSystem(hadoop);
      files.delete(path, true);
    } catch (IOException e) {
      // what is left behind does no harm, so it is no reason to fail a run that is done
      LOG.warn("The work folder {} is no longer needed but cannot be deleted: delete it", path, e);
    }
  }
}
