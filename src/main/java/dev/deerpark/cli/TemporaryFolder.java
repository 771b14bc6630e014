// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.io.file.RunFolder;
import dev.deerpark.io.job.ShutdownHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;

/**
 * A folder of this process for Spark's files on the driver's disk: made in the system's temporary
 * folder, and deleted at the end, also after a signal. The folder of a killed process is deleted by
 * the next one.
 */
final class TemporaryFolder implements AutoCloseable {
  private static final String PREFIX = "deerpark-spark-";

  /** After Spark has stopped, which runs at 40. */
  private static final int LAST = 1;

  private static final int DELETING_SECONDS = 30;

  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  static TemporaryFolder make() {
    try {
      TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(PREFIX));
      ShutdownHook.add(folder::close, LAST, DELETING_SECONDS);
      FileSystem files = FileSystem.getLocal(new Configuration(false)).getRawFileSystem();
      org.apache.hadoop.fs.Path made =
          new org.apache.hadoop.fs.Path("file", null, folder.path.toString());
      RunFolder.mark(files, made);
      RunFolder.sweep(files, made.getParent(), PREFIX, any -> true);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No folder can be made in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    FileUtil.fullyDelete(path.toFile());
  }
}
