package dev.deerpark.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** A run's own folder for checkpoints: made for it, and deleted after it. */
final class WorkDirectory implements AutoCloseable {
  private final Path path;
  private final Configuration hadoop;

  private WorkDirectory(Path path, Configuration hadoop) {
    this.path = path;
    this.hadoop = hadoop;
  }

  /**
   * Makes a folder of its own inside {@code parent}, and checkpoints there from now on.
   *
   * @param parent a path or URI that every executor reaches
   */
  static WorkDirectory in(Path parent, JavaSparkContext context) {
    Path path = new Path(parent, ".deerpark-work-" + UUID.randomUUID());
    context.setCheckpointDir(path.toString());
    return new WorkDirectory(path, context.hadoopConfiguration());
  }

  @Override
  public void close() {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      files.delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("The work folder " + path + " cannot be deleted", e);
    }
  }
}
