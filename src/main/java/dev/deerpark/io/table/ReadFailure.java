// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;

/** Tells a file that cannot be read, which is bad input, from a cluster that fails. */
public final class ReadFailure {
  private ReadFailure() {}

  /**
   * Runs a Spark action over the files of a path.
   *
   * @throws BadInputException where Spark says that a file cannot be read; any other failure passes
   *     unchanged
   */
  public static <T> T named(String path, Supplier<T> action) {
    try {
      return action.get();
    } catch (Exception failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (blamesTheFile(cause)) {
          throw new BadInputException(path + " cannot be read: " + firstLine(cause), failure);
        }
      }
      throw failure;
    }
  }

  private static boolean blamesTheFile(Throwable cause) {
    String condition = cause instanceof SparkThrowable spark ? spark.getCondition() : null;
    return condition != null
        && (condition.startsWith("FAILED_READ_FILE")
            || condition.startsWith("CANNOT_READ_FILE_FOOTER")
            || condition.startsWith("PATH_NOT_FOUND")
            || condition.startsWith("UNABLE_TO_INFER_SCHEMA"));
  }

  /** Spark names the file; the innermost cause says what is wrong with it. */
  private static String firstLine(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what = cause.getMessage().lines().findFirst().orElse("");
    return root == cause ? what : what + " (" + root.getMessage() + ")";
  }
}
