// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders that a run makes for itself and deletes at its end. In each lies the identity of its
 * process, so that a later run can delete what one has left that was killed.
 */
public final class RunFolder {
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private static final String MARK = "process.json";

  private RunFolder() {}

  /** Puts the identity of this process into a folder that is there. */
  public static void mark(FileSystem files, Path folder) throws IOException {
    new ExclusiveFile(files, new Path(folder, MARK)).create(ProcessIdentity.current().toJson());
  }

  /**
   * Deletes the folders of runs that have provably ended on this machine. What cannot be looked at
   * or deleted stays, and is no reason to fail a run.
   *
   * @param parent where they lie; need not be there
   * @param prefix of their names
   * @param isLeftover whether a folder with these files in it holds nothing that people want
   */
  public static void sweep(
      FileSystem files, Path parent, String prefix, Predicate<Set<String>> isLeftover) {
    try {
      if (!files.exists(parent)) {
        return;
      }
      for (FileStatus entry : files.listStatus(parent, path -> path.getName().startsWith(prefix))) {
        if (entry.isDirectory()) {
          sweep(files, entry.getPath(), isLeftover);
        }
      }
    } catch (IOException | FSError failure) {
      LOG.warn("What earlier runs have left in {} cannot be looked at", parent, failure);
    }
  }

  private static void sweep(FileSystem files, Path folder, Predicate<Set<String>> isLeftover) {
    try {
      if (hasEnded(files, new Path(folder, MARK)) && isLeftover.test(names(files, folder))) {
        LOG.info("{} was left by a run that was killed, and is deleted", folder);
        files.delete(folder, true);
      }
    } catch (IOException | FSError failure) {
      LOG.warn("{} was left by an earlier run and cannot be deleted", folder, failure);
    }
  }

  /**
   * Whether the process that wrote its identity into a file has provably ended.
   *
   * @param mark need not be there
   */
  public static boolean hasEnded(FileSystem files, Path mark) throws IOException {
    Optional<byte[]> content = new ExclusiveFile(files, mark).read();
    return content.flatMap(ProcessIdentity::parse).filter(ProcessIdentity::hasEnded).isPresent();
  }

  private static Set<String> names(FileSystem files, Path folder) throws IOException {
    return Arrays.stream(files.listStatus(folder))
        .map(entry -> entry.getPath().getName())
        .collect(Collectors.toSet());
  }
}
