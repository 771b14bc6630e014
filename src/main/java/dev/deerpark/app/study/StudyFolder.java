// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.WholeFile;
import dev.deerpark.report.ReportJson;
import dev.deerpark.study.RunRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a study, on any Hadoop file system. Its files are replaced as a whole, so that a
 * study that is killed leaves every run that ended, and no half of one.
 */
final class StudyFolder {
  /** A study of a hundred thousand rows. */
  private static final int LARGEST = 1 << 27;

  private static final String RUNS = "runs.csv";
  private static final String STUDY = "study.json";

  private final Path folder;
  private final Configuration hadoop;

  StudyFolder(String path, Configuration hadoop) {
    this.folder = new Path(path);
    this.hadoop = hadoop;
  }

  Path path() {
    return folder;
  }

  /** Where a file of this name is. */
  Path file(String name) {
    return new Path(folder, name);
  }

  /** Whether a study was recorded here. */
  boolean isTaken() {
    return exists(STUDY) || exists(RUNS);
  }

  /** Whether a file of the study is there. */
  boolean exists(String name) {
    try {
      return folder.getFileSystem(hadoop).exists(file(name));
    } catch (IOException e) {
      throw new BadInputException(
          "--output: " + folder + " cannot be reached: " + e.getMessage() + ".", e);
    }
  }

  /**
   * What was recorded of the study itself.
   *
   * @throws BadInputException where there is none, or one of another version
   */
  StudyRecord study() {
    byte[] json = WholeFile.at(file(STUDY).toString(), hadoop).read(LARGEST);
    try {
      StudyRecord recorded = ReportJson.MAPPER.readValue(json, StudyRecord.class);
      if (recorded.schema() == StudyRecord.SCHEMA) {
        return recorded;
      }
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s is of version %d, and this Deerpark reads version %d. Begin a new study in another"
                  + " folder.",
              file(STUDY),
              recorded.schema(),
              StudyRecord.SCHEMA));
    } catch (IOException e) {
      throw new BadInputException(
          file(STUDY) + " cannot be understood; begin a new study in another folder.", e);
    }
  }

  /**
   * The rows that were recorded; none where no run ended.
   *
   * @throws BadInputException for a table of another version
   */
  List<RunRow> rows() {
    if (!exists(RUNS)) {
      return new ArrayList<>();
    }
    byte[] csv = WholeFile.at(file(RUNS).toString(), hadoop).read(LARGEST);
    try {
      return new ArrayList<>(RunRow.table().parse(new String(csv, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          file(RUNS) + " cannot be used: " + e.getMessage() + ". Begin a new study elsewhere.", e);
    }
  }

  void write(List<RunRow> rows) {
    write(RUNS, RunRow.table().csv(rows));
  }

  void write(StudyRecord study) {
    writeJson(STUDY, study);
  }

  /** Writes a value as JSON, in place of an older file. */
  void writeJson(String name, Object value) {
    try {
      write(name, ReportJson.MAPPER.writeValueAsString(value) + "\n");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a text in UTF-8, in place of an older file. */
  void write(String name, String text) {
    WholeFile.at(file(name).toString(), hadoop).write(text.getBytes(StandardCharsets.UTF_8), true);
  }
}
