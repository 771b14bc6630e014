// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.base.BadInputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * The folders of this machine in which Spark keeps blocks, as its local mode has them. Spark passes
 * over those that cannot be made, and where none can, or a disk is full, ends the process in the
 * middle of its start.
 */
final class LocalFolders {
  private static final String SETTING = "spark.local.dir";

  /** In place of the setting, where it is set. */
  static final String VARIABLE = "SPARK_LOCAL_DIRS";

  private static final int TRIAL_BYTES = 1 << 20;

  private LocalFolders() {}

  /**
   * @param variable what {@link #VARIABLE} holds
   * @throws BadInputException where nothing can be written to any of them
   */
  static void requireOne(SparkConf conf, Optional<String> variable) {
    String source = variable.isPresent() ? VARIABLE : SETTING;
    String folders = variable.orElseGet(() -> conf.get(SETTING));
    List<String> failures = new ArrayList<>();
    for (String folder : Stream.of(folders.split(",")).map(String::trim).toList()) {
      Optional<String> failure = failure(new File(folder));
      if (failure.isEmpty()) {
        return;
      }
      failures.add(folder + ": " + failure.get());
    }
    throw new BadInputException(
        source
            + ": Spark can write its blocks nowhere ("
            + String.join("; ", failures.subList(0, Math.min(2, failures.size())))
            + "). Name a folder on a disk with some space.");
  }

  /** Why nothing can be written there, in the words of the system. */
  private static Optional<String> failure(File folder) {
    folder.mkdirs();
    try {
      File trial = File.createTempFile("trial", null, folder);
      try {
        Files.write(trial.toPath(), new byte[TRIAL_BYTES]);
        return Optional.empty();
      } finally {
        Files.delete(trial.toPath());
      }
    } catch (IOException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }
}
