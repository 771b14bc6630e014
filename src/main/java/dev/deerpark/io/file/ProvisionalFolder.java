// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that is written beside its place, put there before another action, and kept if that
 * succeeds.
 */
public final class ProvisionalFolder implements Provisional {
  private static final Logger LOG = LoggerFactory.getLogger(ProvisionalFolder.class);

  private final FileSystem files;
  private final Path place;
  private final Path staging;
  private final Path earlier;
  private final boolean overwrite;
  private boolean hasEarlier;
  private boolean isPut;

  /**
   * A folder that is not there yet.
   *
   * @param overwrite whether what is in its place may be replaced
   * @throws UncheckedIOException where its file system cannot be reached
   */
  public ProvisionalFolder(String place, boolean overwrite, Configuration hadoop) {
    Path path = new Path(place);
    try {
      this.files = path.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be reached: " + e.getMessage(), e);
    }
    String run = UUID.randomUUID().toString();
    this.place = files.makeQualified(path);
    this.staging = new Path(this.place.getParent(), "." + path.getName() + ".staging-" + run);
    this.earlier = new Path(this.place.getParent(), "." + path.getName() + ".replaced-" + run);
    this.overwrite = overwrite;
  }

  /** Where its files are written before it is put, by the caller. */
  public Path staging() {
    return staging;
  }

  @Override
  public void put() {
    try {
      if (files.exists(place)) {
        if (!overwrite) {
          throw new BadInputException(
              place + " has appeared meanwhile, and is not replaced without --overwrite.");
        }
        rename(place, earlier);
        hasEarlier = true;
      }
      rename(staging, place);
      isPut = true;
    } catch (IOException | FSError e) { // a full local disk is an FSError
      throw new UncheckedIOException(
          place + " cannot be written: " + e.getMessage(), new IOException(e));
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException(from + " could not be renamed to " + to);
    }
  }

  @Override
  public void keep() {
    isPut = false;
    if (hasEarlier) {
      hasEarlier = false;
      delete(earlier);
    }
  }

  @Override
  public void close() {
    if (isPut) {
      delete(place);
    }
    if (hasEarlier) {
      try {
        rename(earlier, place);
      } catch (IOException e) {
        LOG.warn("The earlier {} could not be put back from {}: rename it", place, earlier, e);
      }
    }
    delete(staging);
  }

  private void delete(Path path) {
    try {
      files.delete(path, true);
    } catch (IOException e) {
      LOG.warn("{} is no longer needed but could not be deleted: delete it", path, e);
    }
  }
}
