// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A local file system, {@code full:/path}, that is full from one of its writes on: no folder and no
 * file is made then and no byte written, but all can be read, renamed and deleted. The count is of
 * the whole Java virtual machine, in which Spark's local mode runs driver and tasks.
 */
public final class FullFileSystem extends RawLocalFileSystem {

  /** What the file system says. */
  public static final String SAYS = "No space left on device";

  private static final URI ROOT = URI.create("full:///");

  /** Writes until it is full. */
  private static final AtomicLong LEFT = new AtomicLong(Long.MAX_VALUE);

  private static volatile boolean throwsErrors;

  /**
   * Fills it.
   *
   * @param after so many writes
   * @param asErrors whether bytes that are not written are an {@link FSError}, as Hadoop's own
   *     local file system has it, or an exception
   */
  public static void fill(long after, boolean asErrors) {
    LEFT.set(after);
    throwsErrors = asErrors;
  }

  /** How many writes are left until it is full; negative where some have failed. */
  public static long left() {
    return LEFT.get();
  }

  private static boolean isFull() {
    return LEFT.decrementAndGet() < 0;
  }

  @Override
  public String getScheme() {
    return ROOT.getScheme();
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  /** Hadoop looks for permissions by the path, which for Java is none. */
  @Override
  public void access(Path path, FsAction action) {}

  @Override
  public boolean mkdirs(Path folder) throws IOException {
    return exists(folder) || !isFull() && super.mkdirs(folder); // no exception: as Java has it
  }

  @Override
  public boolean mkdirs(Path folder, FsPermission permission) throws IOException {
    return exists(folder) || !isFull() && super.mkdirs(folder, permission);
  }

  @Override
  public FSDataOutputStream create(
      Path file, boolean overwrite, int buffer, short copies, long block, Progressable progress)
      throws IOException {
    requireRoom();
    return filling(super.create(file, overwrite, buffer, copies, block, progress));
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short copies,
      long block,
      Progressable progress)
      throws IOException {
    requireRoom();
    return filling(super.create(file, permission, overwrite, buffer, copies, block, progress));
  }

  private static void requireRoom() throws IOException {
    if (isFull()) {
      throw new IOException(SAYS);
    }
  }

  /** Hadoop lets nobody else make one. */
  private static FSError error(IOException full) {
    try {
      Constructor<FSError> constructor = FSError.class.getDeclaredConstructor(Throwable.class);
      constructor.setAccessible(true);
      return constructor.newInstance(full);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FSDataOutputStream filling(FSDataOutputStream plain) throws IOException {
    return new FSDataOutputStream(
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            if (isFull()) {
              IOException full = new IOException(SAYS);
              if (throwsErrors) {
                throw error(full);
              }
              throw full;
            }
            plain.write(bytes, from, length);
          }

          @Override
          public void close() throws IOException {
            plain.close();
          }
        },
        null);
  }
}
