// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import dev.deerpark.base.BadInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A file small enough to be held in memory, on any Hadoop file system. It is read at once, after
 * its size is checked against a limit, and written whole or not at all.
 */
public final class WholeFile {
  private final Path path;
  private final FileSystem fileSystem;

  private WholeFile(Path path, FileSystem fileSystem) {
    this.path = path;
    this.fileSystem = fileSystem;
  }

  /**
   * @param path a path or URI; relative ones are resolved by its file system
   * @throws BadInputException if the path cannot be understood or its file system not be reached
   */
  public static WholeFile at(String path, Configuration hadoop) {
    try {
      Path parsed = new Path(path);
      FileSystem fileSystem = parsed.getFileSystem(hadoop);
      // Hadoop's local checksums would leave a hidden file beside each of ours.
      FileSystem plain =
          fileSystem instanceof ChecksumFileSystem checked
              ? checked.getRawFileSystem()
              : fileSystem;
      return new WholeFile(plain.makeQualified(parsed), plain);
    } catch (IOException | RuntimeException e) {
      throw new BadInputException(
          "The path '" + path + "' cannot be used: " + e.getMessage() + ".", e);
    }
  }

  /** The file of this name in the same folder. */
  public WholeFile sibling(String name) {
    return new WholeFile(new Path(path.getParent(), name), fileSystem);
  }

  /** The last part of the path. */
  public String name() {
    return path.getName();
  }

  /**
   * All bytes.
   *
   * @param limit the largest size that is read
   * @throws BadInputException if the file is missing, not a regular file, larger, or cannot be read
   */
  public byte[] read(int limit) {
    try {
      FileStatus status = fileSystem.getFileStatus(path);
      if (status.isDirectory()) {
        throw new BadInputException(path + " is a folder; give the file itself.");
      }
      if (!isPlain()) {
        throw new BadInputException(
            path + " is a pipe or a device, which has no length; give a plain file.");
      }
      if (status.getLen() > limit) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "%s has %s bytes; at most %s are read. Is it the right file?",
                path,
                status.getLen(),
                limit));
      }
      byte[] bytes = new byte[(int) status.getLen()];
      try (FSDataInputStream in = fileSystem.open(path)) {
        in.readFully(bytes);
      }
      return bytes;
    } catch (FileNotFoundException e) {
      throw new BadInputException(path + " does not exist or may not be read; check the path.", e);
    } catch (IOException e) {
      throw new BadInputException(path + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /** Whether it is a regular file: opening a pipe may block for ever. */
  private boolean isPlain() {
    return !(fileSystem instanceof RawLocalFileSystem local)
        || Files.isRegularFile(local.pathToFile(path).toPath());
  }

  /**
   * Writes a temporary file beside this one and renames it, so that a reader sees the old file, or
   * none, or all of the new one.
   *
   * @param overwrite whether a file that exists is replaced
   * @throws BadInputException if the file exists and is not to be replaced, or is a folder
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(byte[] bytes, boolean overwrite) {
    Path temporary = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    try {
      refuseExisting(overwrite);
      try {
        try (FSDataOutputStream out = fileSystem.create(temporary, false)) {
          out.write(bytes);
        }
        moveFrom(temporary, overwrite);
      } finally {
        fileSystem.delete(temporary, false);
      }
    } catch (IOException | FSError e) { // a full local disk is an FSError
      throw new UncheckedIOException(
          path + " cannot be written: " + e.getMessage(), new IOException(e));
    }
  }

  boolean exists() throws IOException {
    return fileSystem.exists(path);
  }

  void delete() throws IOException {
    fileSystem.delete(path, false);
  }

  void moveTo(WholeFile other) throws IOException {
    if (!fileSystem.rename(path, other.path)) {
      throw new IOException(path + " could not be renamed to " + other);
    }
  }

  /**
   * @throws BadInputException if a folder is there, or a file that is not to be replaced
   */
  void refuseExisting(boolean overwrite) throws IOException {
    if (fileSystem.exists(path)) {
      if (fileSystem.getFileStatus(path).isDirectory()) {
        throw new BadInputException(path + " is a folder; give the name of a file.");
      }
      if (!overwrite) {
        throw new BadInputException(
            path + " exists; choose another name or allow it to be replaced by --overwrite.");
      }
    }
  }

  private void moveFrom(Path temporary, boolean overwrite) throws IOException {
    if (fileSystem.rename(temporary, path)) {
      return;
    }
    // A local file system replaces the old file; most others require it to be deleted first.
    boolean removed = overwrite && fileSystem.delete(path, false);
    if (!removed || !fileSystem.rename(temporary, path)) {
      throw new IOException("the temporary file " + temporary + " could not be renamed");
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
