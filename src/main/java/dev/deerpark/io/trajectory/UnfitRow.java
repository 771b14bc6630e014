// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.Wording;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;

/**
 * Distinguishes rows that cannot be computed or stored as was asked, which is bad input, from a
 * failing cluster.
 */
final class UnfitRow {
  /**
   * How the states of SQL begin that are about values, about constraints, and raised by an
   * expression itself.
   */
  private static final List<String> STATES = List.of("22", "23", "P0001");

  private UnfitRow() {}

  /**
   * Runs a Spark action that writes rows.
   *
   * @param subject what cannot be done with a row, the beginning of a sentence
   * @throws BadInputException where Spark says so of a row; any other failure passes unchanged
   */
  static <T> T named(String subject, Supplier<T> action) {
    try {
      return action.get();
    } catch (Exception failure) { // Scala throws checked exceptions without declaring them
      Optional<Throwable> row =
          Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
              .filter(UnfitRow::isAboutRow)
              .findFirst();
      if (row.isPresent() && BadInputException.behind(failure).isEmpty()) {
        throw new BadInputException(subject + ": " + Wording.sentence(row.get()), failure);
      }
      throw failure;
    }
  }

  private static boolean isAboutRow(Throwable cause) {
    String state = cause instanceof SparkThrowable spark ? spark.getSqlState() : null;
    return state != null && STATES.stream().anyMatch(state::startsWith);
  }
}
