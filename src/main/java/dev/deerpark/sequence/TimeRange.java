// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import dev.deerpark.base.BadInputException;
import java.io.Serializable;

/**
 * The time indexes {@code from, from + 1, ..., to - 1}.
 *
 * @param from the first time index, at least 0
 * @param to one past the last, more than {@code from}
 */
public record TimeRange(long from, long to) implements Serializable {

  /**
   * @throws BadInputException for a negative start or an empty range
   */
  public TimeRange {
    if (from < 0 || to <= from) {
      throw new BadInputException(
          "The range "
              + from
              + ":"
              + to
              + " has no time indexes: give FROM:TO with 0 <= FROM < TO (TO itself is left out).");
    }
  }

  /** The number of time indexes. */
  public long steps() {
    return to - from;
  }

  @Override
  public String toString() {
    return from + ":" + to;
  }
}
