// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.sequence.Layout;
import java.util.Locale;

/**
 * How the rows of a series are brought into the order of time. The blocks are the same either way.
 *
 * @param inOrder whether their files are in order already, so that every partition reads its own
 *     part of them
 * @param reason why, for people
 */
public record ReadPlan(boolean inOrder, String reason) {
  /**
   * Chooses the plan. A shuffle is needed if the rows are not in order, or if the pieces of files
   * are few and large: to reach its rows in the middle of a piece, a partition has to decode those
   * before them too.
   *
   * @param allowance rows that may be decoded again, per row of the series
   */
  static ReadPlan choose(TimeOrder order, Layout layout, double allowance) {
    if (order.disorder().isPresent()) {
      return shuffled(order.disorder().get());
    }
    double again = (double) order.decodedRows(layout) / layout.steps() - 1;
    if (again <= allowance) {
      return new ReadPlan(true, "");
    }
    return shuffled(
        String.format(
            Locale.ROOT,
            "%,d partitions would decode %.0f%% of the rows again, since %s",
            layout.partitions(),
            100 * again,
            order.largestPiece()));
  }

  static ReadPlan shuffled(String reason) {
    return new ReadPlan(false, reason);
  }

  /** {@code in order already: no shuffle}, or {@code shuffled into order: ...}. */
  @Override
  public String toString() {
    return inOrder ? "in order already: no shuffle" : "shuffled into order: " + reason;
  }
}
