// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import java.util.Objects;

/** Spark did not start: a master that does not answer, or a setting that Spark refuses. */
public final class SparkNotStarted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param master where it was to start
   * @param cause as Spark threw it
   */
  public SparkNotStarted(String master, Throwable cause) {
    super(
        "Spark did not start on "
            + master
            + ": "
            + reason(cause)
            + " Look at --master and at the settings that this names.",
        cause);
  }

  /** The first line of the innermost message, as a sentence. */
  private static String reason(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = Objects.requireNonNullElse(innermost.getMessage(), innermost.toString());
    if (message.contains("stopped SparkContext")) {
      return "the master did not answer, or ended the application.";
    }
    String first = message.lines().findFirst().orElse("").strip();
    return first.endsWith(".") ? first : first + ".";
  }
}
