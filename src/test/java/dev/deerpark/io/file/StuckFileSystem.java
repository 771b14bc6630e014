// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import java.io.IOException;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The local file system, but a folder named {@code refused} or {@code broken} cannot be the target
 * of a rename: the first says no, the second fails.
 */
public final class StuckFileSystem extends LocalFileSystem {

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return switch (to.getName()) {
      case "refused" -> false;
      case "broken" -> throw new IOException("connection reset");
      default -> super.rename(from, to);
    };
  }
}
