// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import dev.deerpark.settings.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The folder of a run's report, on any Hadoop file system. */
public final class ReportFolder {
  private final Path folder;
  private final Configuration hadoop;

  /**
   * A folder that need not exist yet.
   *
   * @param path a path or URI
   * @param hadoop the configuration of the file systems; not copied
   */
  public ReportFolder(String path, Configuration hadoop) {
    this.folder = new Path(path);
    this.hadoop = hadoop;
  }

  /** Where {@link #write} puts the report. */
  public Path reportFile() {
    return new Path(folder, "report.json");
  }

  /** Where {@link #writePicture} puts the picture. */
  public Path pictureFile() {
    return new Path(folder, "convergence.png");
  }

  /** All that may be written here. */
  public List<Path> files() {
    return List.of(reportFile(), pictureFile(), historyFile());
  }

  private Path historyFile() {
    return new Path(folder, "history.csv");
  }

  /**
   * Writes {@code report.json}, and where there were iterations {@code history.csv}, in place of an
   * older one, and makes the folder where there is none. Readers see the old report, no report, or
   * the new one, never half of one.
   *
   * @param redaction masks the secrets in its texts
   * @throws IOException when the folder cannot be written
   */
  public void write(RunReport report, Redaction redaction) throws IOException {
    String history = HistoryTable.csv(report.figures(), report.nodeNames());
    if (!history.isEmpty()) {
      replace(historyFile(), history.getBytes(StandardCharsets.UTF_8));
    }
    replace(reportFile(), report.json(redaction).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes {@code convergence.png} as {@link #write} does the report.
   *
   * @param png as from {@link ConvergencePlot}
   * @throws IOException when the folder cannot be written
   */
  public void writePicture(byte[] png) throws IOException {
    replace(pictureFile(), png);
  }

  private void replace(Path file, byte[] bytes) throws IOException {
    FileSystem files = fileSystem();
    files.mkdirs(folder);
    Path unfinished = new Path(folder, "." + file.getName() + "." + UUID.randomUUID());
    try {
      try (OutputStream out = files.create(unfinished)) {
        out.write(bytes);
      }
      files.delete(file, false);
      if (!files.rename(unfinished, file)) {
        throw new IOException("Cannot rename " + unfinished + " to " + file);
      }
    } finally {
      files.delete(unfinished, false);
    }
  }

  // The raw local file system leaves no checksum file beside a report for people.
  private FileSystem fileSystem() throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }
}
