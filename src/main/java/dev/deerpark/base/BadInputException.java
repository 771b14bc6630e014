// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's input cannot be used: an option, a file, a row, a tensor. The message names it and
 * says what to do; the command line prints it without a stack trace and exits with 2.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The bad input behind a failure: the failure itself, or what a task threw, which reaches the
   * driver wrapped in Spark's own exceptions.
   */
  public static Optional<BadInputException> behind(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(BadInputException.class::isInstance)
        .map(BadInputException.class::cast)
        .findFirst();
  }
}
