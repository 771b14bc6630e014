// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A small file that only one of several processes can create, and that is there whole or not at
 * all, also where its process is killed meanwhile. That is so on local file systems that have hard
 * links and on HDFS; on object stores as far as their connectors create without overwriting
 * atomically. Where there are no hard links, a process that is killed may leave it half-written.
 */
public final class ExclusiveFile {
  /** The end of the names of files that are written before they get the name that counts. */
  private static final String BEGUN = ".begun";

  /** Nobody writes so few bytes for longer than that. */
  private static final Duration DEAD_AFTER = Duration.ofDays(1);

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
    Path begun = new Path(path.getParent(), path.getName() + "." + UUID.randomUUID() + BEGUN);
    try {
      if (files instanceof RawLocalFileSystem local) {
        link(local.pathToFile(begun).toPath(), local.pathToFile(path).toPath(), content);
        return true;
      }
      // where a file can be longer later, it is seen before it is complete; else it is not
      if (files.hasPathCapability(path, CommonPathCapabilities.FS_APPEND)) {
        return rename(begun, content);
      }
      write(files.create(path, false), path, content);
      return true;
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException exists) {
      return false;
    }
  }

  /** Gives a file that is complete its name, which fails where the name is taken. */
  private void link(java.nio.file.Path begun, java.nio.file.Path place, byte[] content)
      throws IOException {
    try {
      try (OutputStream out = Files.newOutputStream(begun, CREATE_NEW)) {
        out.write(content);
      }
      Files.createLink(place, begun);
    } catch (java.nio.file.FileAlreadyExistsException exists) {
      throw exists;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      write(Files.newOutputStream(place, CREATE_NEW), path, content);
    } finally {
      begun.toFile().delete(); // one that stays is swept
    }
  }

  /** The same: such file systems refuse a name that is taken. */
  private boolean rename(Path begun, byte[] content) throws IOException {
    write(files.create(begun, false), begun, content);
    boolean renamed = false;
    try {
      renamed = files.rename(begun, path);
    } finally {
      if (!renamed) {
        files.delete(begun, false);
      }
    }
    if (!renamed && !files.exists(path)) {
      throw new IOException(path + " cannot be created");
    }
    return renamed;
  }

  private void write(OutputStream created, Path to, byte[] content) throws IOException {
    try (OutputStream out = created) {
      out.write(content);
    } catch (IOException | FSError unwritten) { // a full local disk is an FSError
      files.delete(to, false);
      throw unwritten;
    }
  }

  /**
   * Deletes what processes have left that were killed while they {@linkplain #create created} files
   * in a folder, a day later.
   *
   * @param prefix of the files' names
   */
  public static void sweep(FileSystem files, Path folder, String prefix) throws IOException {
    long dead = System.currentTimeMillis() - DEAD_AFTER.toMillis();
    for (FileStatus left :
        files.listStatus(
            folder, path -> path.getName().startsWith(prefix) && path.getName().endsWith(BEGUN))) {
      if (left.getModificationTime() < dead) {
        files.delete(left.getPath(), false);
      }
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
