// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.report.ReportFolder;
import java.awt.AWTError;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSError;

/**
 * The picture in the report folder. It is for people: a run whose picture cannot be drawn, for want
 * of fonts perhaps, is as good as any other.
 */
final class Picture {
  private final ReportFolder folder;
  private final Console warnings;

  Picture(ReportFolder folder, Console warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  /** Draws and writes it, or says why not. */
  void write(Supplier<byte[]> drawing) {
    try {
      folder.writePicture(drawing.get());
    } catch (IOException | RuntimeException | LinkageError | InternalError | AWTError | FSError e) {
      warnings.warning("The picture " + folder.pictureFile() + " is missing: " + e);
    }
  }
}
