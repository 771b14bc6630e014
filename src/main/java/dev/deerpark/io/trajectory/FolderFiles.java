// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of an output's folder, and of the folders of partitions in it. Spark's names for them
 * hold an identifier of the job, so that no two runs have files of the same names, but for {@code
 * _SUCCESS}.
 *
 * @param lengths in bytes, by the files' paths within the folder; empty for one that is not there
 */
record FolderFiles(Map<String, Long> lengths) {

  static FolderFiles of(FileSystem files, Path folder) throws IOException {
    Map<String, Long> lengths = new TreeMap<>();
    try {
      add(files, folder, "", lengths);
    } catch (FileNotFoundException none) {
      return new FolderFiles(Map.of());
    }
    return new FolderFiles(lengths);
  }

  private static void add(FileSystem files, Path folder, String within, Map<String, Long> lengths)
      throws IOException {
    for (FileStatus file : files.listStatus(folder)) {
      String name = within + file.getPath().getName();
      if (file.isDirectory()) {
        add(files, file.getPath(), name + "/", lengths);
      } else {
        lengths.put(name, file.getLen());
      }
    }
  }

  /**
   * Whether every name here is also in the other folder: then this one is an unfinished copy of it.
   */
  boolean areAllNamedIn(FolderFiles other) {
    return other.lengths().keySet().containsAll(lengths.keySet());
  }

  /** Whether no name identifies the run that wrote these files. */
  boolean areAnonymous() {
    return lengths.keySet().equals(Set.of("_SUCCESS"));
  }
}
