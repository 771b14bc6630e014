// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Tries whether a place can be written to, before hours are spent on its content. */
public final class PlaceTrial {

  private PlaceTrial() {}

  /**
   * Makes a hidden file beside the place, and the folders above where they are missing, and deletes
   * them all again. The file's name is as long as the hidden ones that a run makes there.
   *
   * @param option what names the place
   * @param place a file or folder that a run will make
   * @throws BadInputException where that fails
   */
  public static void require(String option, Path place, Configuration hadoop) {
    try {
      FileSystem files = place.getFileSystem(hadoop);
      FileSystem plain =
          files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
      attempt(plain, plain.makeQualified(place));
    } catch (IOException | RuntimeException | FSError failure) { // a full local disk is an FSError
      throw new BadInputException(
          option
              + ": nothing can be written to "
              + place
              + " ("
              + reason(failure)
              + "). Give another place.",
          failure);
    }
  }

  /** Why a place cannot be used: the file system's message, where it is readable. */
  public static String reason(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    return said.contains("Relative path in absolute URI")
        ? "its name has a colon, with which Hadoop makes no files there; choose one without"
        : said;
  }

  private static void attempt(FileSystem files, Path place) throws IOException {
    List<Path> made = new ArrayList<>();
    for (Path above = place.getParent();
        above != null && !files.exists(above);
        above = above.getParent()) {
      made.add(above);
    }
    Path file =
        new Path(place.getParent(), "." + place.getName() + ".attempted-" + UUID.randomUUID());
    try {
      files.mkdirs(file.getParent());
      files.create(file, false).close();
    } finally {
      files.delete(file, false);
      for (Path folder : made) {
        deleteIfEmpty(files, folder);
      }
    }
  }

  /** Another run may have begun to use the folder in the meantime. */
  private static void deleteIfEmpty(FileSystem files, Path folder) throws IOException {
    if (files.exists(folder) && files.listStatus(folder).length == 0) {
      files.delete(folder, false);
    }
  }
}
