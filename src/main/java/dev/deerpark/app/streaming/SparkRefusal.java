// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.Wording;
import java.util.concurrent.Callable;
import org.apache.spark.SparkThrowable;
import org.apache.spark.SparkThrowableHelper;

/** Spark's refusals of a source or a place, as sentences that name it. */
final class SparkRefusal {
  private SparkRefusal() {}

  /**
   * The result of an action.
   *
   * @param what it could not do, for people
   * @throws BadInputException where Spark refuses it, for example a format or a table that it does
   *     not have
   */
  static <T> T named(String what, Callable<T> action) {
    try {
      return action.call();
    } catch (Exception failure) {
      if (failure instanceof SparkThrowable refusal && !isOwnFault(refusal)) {
        throw new BadInputException(what + ": " + Wording.sentence(failure), failure);
      }
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(what, failure);
    }
  }

  /** Whether it is about a fault in Spark itself. */
  private static boolean isOwnFault(SparkThrowable failure) {
    return failure.getCondition() == null
        || SparkThrowableHelper.isInternalError(failure.getCondition());
  }
}
