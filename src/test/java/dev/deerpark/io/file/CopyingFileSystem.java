// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A local file system that renames a folder as object stores do: file by file. It fails at one of
 * its steps, once or from then on, as when the process dies.
 */
public final class CopyingFileSystem extends RawLocalFileSystem {
  private final boolean movesEach;
  private final boolean dies;
  private int steps;

  /**
   * @param movesEach whether each file is deleted after its copy, else all after all copies
   * @param failsAt the step that fails, counted from 1; 0 for none
   * @param dies whether all steps after that one fail too
   */
  public CopyingFileSystem(boolean movesEach, int failsAt, boolean dies) {
    this.movesEach = movesEach;
    this.dies = dies;
    this.steps = failsAt;
    try {
      initialize(URI.create("file:///"), new Configuration(false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the step that fails was not reached. */
  public boolean hasNotFailed() {
    return steps > 0;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (!super.getFileStatus(from).isDirectory()) {
      step();
      return super.rename(from, to);
    }
    Path target = super.exists(to) ? new Path(to, from.getName()) : to;
    step();
    super.mkdirs(target);
    FileStatus[] files = super.listStatus(from);
    for (FileStatus file : files) {
      step();
      copy(file.getPath(), new Path(target, file.getPath().getName()));
      if (movesEach) {
        step();
        super.delete(file.getPath(), false);
      }
    }
    for (FileStatus file : files) {
      step();
      super.delete(file.getPath(), false);
    }
    step();
    return super.delete(from, true);
  }

  private void copy(Path from, Path to) throws IOException {
    java.nio.file.Files.copy(pathToFile(from).toPath(), pathToFile(to).toPath());
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    step();
    return super.delete(path, recursive);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    step();
    return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    step();
    return super.listStatus(path);
  }

  private void step() throws IOException {
    if (steps == 1 || steps < 0 && dies) {
      steps = -1;
      throw new IOException("the connection is lost");
    }
    steps--;
  }
}
