// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The faults that steps of {@link FaultyModel} meet: files in a folder that all processes share.
 *
 * @param folder exists
 */
record Faults(Path folder) {
  /** Every step that looks fails. */
  static final String ALWAYS = "always";

  /** Steps give what is not a number. */
  static final String NOT_A_NUMBER = "nan";

  /** A task fails in its first three attempts; the fourth takes the file away. */
  static final String THREE_TIMES = "three-times";

  /** One step takes five seconds, and takes the file away. */
  static final String LATE = "late";

  /**
   * The task of partition 1 goes on once the file has been taken away, after a minute at the
   * latest.
   */
  static final String HELD = "held";

  /** One process ends, and takes the file away. */
  static final String HALT = "halt";

  void arm(String name) {
    try {
      Files.createFile(folder.resolve(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void release(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The faults that no step has met yet. */
  long left() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void disarm() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
