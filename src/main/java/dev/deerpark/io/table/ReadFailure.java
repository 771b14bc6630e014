// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.Unreadable;
import dev.deerpark.io.table.format.Wording;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;

/** Distinguishes a file that cannot be read, which is bad input, from a failing cluster. */
public final class ReadFailure {
  private static final List<String> FILE_CONDITIONS =
      List.of(
          "FAILED_READ_FILE",
          "CANNOT_READ_FILE_FOOTER",
          "PATH_NOT_FOUND",
          "UNABLE_TO_INFER_SCHEMA",
          "PARQUET_COLUMN_DATA_TYPE_MISMATCH",
          "MALFORMED_CSV_RECORD",
          "MALFORMED_RECORD_IN_PARSING");

  private ReadFailure() {}

  /**
   * Runs a Spark action over the files of a path.
   *
   * @throws BadInputException where a file cannot be read; any other failure passes unchanged
   */
  public static <T> T named(String path, Supplier<T> action) {
    return named("", path, action);
  }

  /**
   * The same for a path that an option names.
   *
   * @param option with which the message begins
   */
  public static <T> T ofOption(String option, String path, Supplier<T> action) {
    return named(option + ": ", path, action);
  }

  private static <T> T named(String before, String path, Supplier<T> action) {
    try {
      return action.get();
    } catch (Exception failure) {
      if (BadInputException.behind(failure).isPresent()) {
        throw failure;
      }
      Optional<BadInputException> refusal = of(before, path, failure);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      throw failure;
    }
  }

  /**
   * The refusal of a file that a failure is about; empty where it is about none.
   *
   * @param path of the files that were read
   */
  public static Optional<BadInputException> of(String path, Throwable failure) {
    return of("", path, failure);
  }

  private static Optional<BadInputException> of(String before, String path, Throwable failure) {
    return causes(failure)
        .filter(ReadFailure::isAboutFile)
        .findFirst()
        .map(cause -> Unreadable.refused(before, file(cause).orElse(path), failure));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static boolean isAboutFile(Throwable cause) {
    String condition = cause instanceof SparkThrowable spark ? spark.getCondition() : null;
    return condition != null && FILE_CONDITIONS.stream().anyMatch(condition::startsWith);
  }

  private static Optional<String> file(Throwable cause) {
    String path = ((SparkThrowable) cause).getMessageParameters().get("path");
    return Optional.ofNullable(path).map(ReadFailure::decoded);
  }

  /** Some of Spark's messages have a path as a URI, others as it is. */
  private static String decoded(String path) {
    try {
      return Wording.of(new Path(URI.create(path)));
    } catch (IllegalArgumentException asItIs) {
      return Wording.path(path);
    }
  }
}
