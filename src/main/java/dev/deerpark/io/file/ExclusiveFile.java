// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A small file that only one of several processes can create. That is atomic on local file systems
 * and on HDFS; on object stores as far as their connectors create without overwriting atomically.
 */
public final class ExclusiveFile {
  private final FileSystem files;
  private final Path path;

  /**
   * A file that need not exist yet.
   *
   * @param path qualified
   */
  public ExclusiveFile(FileSystem files, Path path) {
    // Hadoop's local checksums would leave a hidden file beside each of ours.
    this.files = files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    this.path = path;
  }

  /**
   * Creates the file with this content.
   *
   * @return false where it exists
   * @throws IOException where it cannot be written; then it is not there
   */
  public boolean create(byte[] content) throws IOException {
    try {
      if (files instanceof RawLocalFileSystem local) {
        // Hadoop's own check for the file and its creation are two steps.
        write(Files.newOutputStream(local.pathToFile(path).toPath(), CREATE_NEW), content);
      } else {
        write(files.create(path, false), content);
      }
      return true;
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException exists) {
      return false;
    }
  }

  private void write(OutputStream created, byte[] content) throws IOException {
    try (OutputStream out = created) {
      out.write(content);
    } catch (IOException | FSError unwritten) { // a full local disk is an FSError
      files.delete(path, false);
      throw unwritten;
    }
  }

  /** The content; empty where the file is not there. */
  public Optional<byte[]> read() throws IOException {
    try (FSDataInputStream in = files.open(path)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
  }

  /** Deletes the file, if it is there. */
  public void delete() throws IOException {
    files.delete(path, false);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
