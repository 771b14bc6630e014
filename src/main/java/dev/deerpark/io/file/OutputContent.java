// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What runs and Spark's writers leave in an output's folder. A folder with anything else in it is
 * no output, or has become more than one, and must not be deleted.
 */
public final class OutputContent {
  /** The folder of a run's report. */
  private static final String REPORTS = "_deerpark";

  /**
   * A part that a task wrote: its number, an identifier of the job, and a format that is known. A
   * compressed file has its codec before the format where it is binary, and after it where it is
   * text. Hadoop's own writers leave it at the number.
   */
  private static final String PART =
      "part-(r-)?\\d{5,}"
          + "((-[\\w-]+)?([.]c\\d+)?([.][a-z0-9_]+)?[.](parquet|orc|avro|json|csv|txt|xml))?"
          + "([.](gz|bz2|deflate|lz4|snappy|zst|zstd))?";

  /** Data, and what tells that they are complete or describes them, each with a checksum. */
  private static final Pattern DATA =
      Pattern.compile(
          PART + "|_(SUCCESS|metadata|common_metadata)|" + checksum(PART + "|_[A-Za-z_]+"));

  /** The files of a report; with a dot in front also their unfinished versions. */
  private static final Pattern REPORT = report("report\\.json|history\\.csv|convergence\\.png");

  private static final Pattern PARTITION = Pattern.compile("[^.=][^=]*=.*");

  private OutputContent() {}

  private static String checksum(String names) {
    return "\\.(" + names + ")\\.crc";
  }

  private static Pattern report(String names) {
    return Pattern.compile(names + "|" + checksum(names) + "|\\.(" + names + ")\\.[0-9a-f-]{36}");
  }

  /**
   * Refuses to delete what is no output.
   *
   * @param output how the message names the folder
   * @throws BadInputException where it is a file, or holds what no run leaves
   * @throws IOException where it cannot be listed
   */
  public static void requireReplaceable(FileSystem files, Path folder, String output)
      throws IOException {
    if (!files.getFileStatus(folder).isDirectory()) {
      throw new BadInputException("The output " + output + " is a file. Give a folder.");
    }
    Optional<String> other = otherThanData(files, folder, "");
    if (other.isPresent()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The output %s holds %s, which is not the output of a run, so it is not overwritten. "
                  + "Give another folder.",
              output,
              other.get()));
    }
  }

  /** The first thing that is neither data nor, in the output's own folder, a report. */
  private static Optional<String> otherThanData(FileSystem files, Path folder, String within)
      throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      String name = entry.getPath().getName();
      String path = within + name;
      Optional<String> other = Optional.of(path);
      if (entry.isFile() && DATA.matcher(name).matches()) {
        other = Optional.empty();
      } else if (entry.isDirectory() && PARTITION.matcher(name).matches()) {
        other = otherThanData(files, entry.getPath(), path + "/");
      } else if (entry.isDirectory() && path.equals(REPORTS)) {
        other = otherThanReports(files, entry.getPath());
      }
      if (other.isPresent()) {
        return other;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> otherThanReports(FileSystem files, Path folder)
      throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      String name = entry.getPath().getName();
      if (!entry.isFile() || !REPORT.matcher(name).matches()) {
        return Optional.of(REPORTS + "/" + name);
      }
    }
    return Optional.empty();
  }
}
