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
 * Folders that a run makes for itself and deletes at its end. Each holds the identity of its
 * process, so that a later run can delete those of a killed run.
 */
public final class RunFolder {
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private static final String MARK = "process.json";

  private RunFolder() {}

  /** Puts the identity of this process into an existing folder. */
  public static void mark(FileSystem files, Path folder) throws IOException {
    new ExclusiveFile(files, new Path(folder, MARK)).create(ProcessIdentity.current().toJson());
  }

  /**
   * Deletes the folders of runs that have provably ended on this machine. Those that cannot be read
   * or deleted stay, which is no reason to fail a run.
   *
   * @param parent their folder; need not exist
   * @param prefix of their names
   * @param isLeftover whether a folder with these files holds nothing that a user needs
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
      LOG.warn("What earlier runs have left in {} cannot be read", parent, failure);
    }
  }

  private static void sweep(FileSystem files, Path folder, Predicate<Set<String>> isLeftover) {
    try {
      if (hasMakerEnded(files, folder) && isLeftover.test(names(files, folder))) {
        LOG.info("{} was left by a run that was killed, and is deleted", folder);
        files.delete(folder, true);
      }
    } catch (IOException | FSError failure) {
      LOG.warn("{} was left by an earlier run and cannot be deleted", folder, failure);
    }
  }

  /** Whether the process that {@linkplain #mark marked} a folder has provably ended. */
  public static boolean hasMakerEnded(FileSystem files, Path folder) throws IOException {
    return hasEnded(files, new Path(folder, MARK));
  }

  /**
   * Whether the process that wrote its identity into a file has provably ended.
   *
   * @param mark need not exist
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
