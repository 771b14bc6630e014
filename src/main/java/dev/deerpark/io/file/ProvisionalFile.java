// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is put in its place before another action, and kept if that succeeds. */
public final class ProvisionalFile implements Provisional {
  private static final Logger LOG = LoggerFactory.getLogger(ProvisionalFile.class);

  private final WholeFile file;
  private final WholeFile earlier;
  private final byte[] content;
  private final boolean overwrite;
  private boolean hasEarlier;
  private boolean isPut;

  /**
   * A file of this content; writes nothing yet.
   *
   * @param content not copied
   * @param overwrite whether a file that exists may be replaced
   */
  public ProvisionalFile(WholeFile file, byte[] content, boolean overwrite) {
    this.file = file;
    this.earlier = file.sibling("." + file.name() + ".replaced-" + UUID.randomUUID());
    this.content = content;
    this.overwrite = overwrite;
  }

  /**
   * Writes the file into its place.
   *
   * @throws BadInputException if a file is there and may not be replaced, or a folder is
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void put() {
    try {
      file.refuseExisting(overwrite);
      if (file.exists()) {
        file.moveTo(earlier);
        hasEarlier = true;
      }
      file.write(content, false);
      isPut = true;
    } catch (IOException | FSError e) { // a full local disk is an FSError
      throw new UncheckedIOException(
          file + " cannot be written: " + e.getMessage(), new IOException(e));
    }
  }

  @Override
  public void keep() {
    isPut = false;
    if (hasEarlier) {
      hasEarlier = false;
      try {
        earlier.delete();
      } catch (IOException e) {
        LOG.warn("{} is no longer needed but could not be deleted: delete it", earlier, e);
      }
    }
  }

  @Override
  public void close() {
    try {
      if (isPut) {
        file.delete();
      }
      if (hasEarlier) {
        earlier.moveTo(file);
      }
    } catch (IOException e) {
      LOG.warn("The earlier {} could not be put back from {}: rename it", file, earlier, e);
    }
  }
}
