// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.report.ReportFolder;
import dev.deerpark.report.RunReport;
import dev.deerpark.settings.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;

/** Where a run's report is written, with its picture. */
final class ReportFile {
  private final RunReport report;
  private final Redaction redaction;
  private final Console warnings;

  /** Empty where the report is not written. */
  private Optional<ReportFolder> folder;

  private Optional<Supplier<byte[]>> drawing = Optional.empty();

  ReportFile(
      RunReport report, Redaction redaction, Console warnings, Optional<ReportFolder> folder) {
    this.report = report;
    this.redaction = redaction;
    this.warnings = warnings;
    this.folder = folder;
  }

  /** The report goes elsewhere from now on: beside a result that has arrived. */
  void move(ReportFolder other) {
    folder = Optional.of(other);
  }

  /** The picture, which is drawn when the report is written. */
  void draw(Supplier<byte[]> picture) {
    drawing = Optional.of(picture);
  }

  /** The file, where there is one. */
  Optional<Path> place() {
    return folder.map(ReportFolder::reportFile);
  }

  /**
   * Writes the report as it is now.
   *
   * @throws UncheckedIOException where it cannot be written
   */
  void write() {
    folder.ifPresent(this::write);
  }

  private void write(ReportFolder place) {
    drawing.ifPresent(new Picture(place, warnings)::write);
    try {
      place.write(report, redaction);
    } catch (IOException | FSError e) { // a full local disk is an FSError
      throw new UncheckedIOException(
          "The report cannot be written to " + place.reportFile() + ": " + e.getMessage(),
          new IOException(e));
    }
  }
}
