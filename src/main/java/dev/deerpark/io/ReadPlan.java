package dev.deerpark.io;

import dev.deerpark.sequence.Layout;
import java.util.Locale;

/**
 * How the rows of a series come into the order of time. The blocks are the same by either way.
 *
 * @param inOrder whether they lie so in their files, and every partition reads its own part of them
 * @param reason why, for people
 */
public record ReadPlan(boolean inOrder, String reason) {
  /**
   * Rows that may be decoded a second time, for each row of the series. To shuffle and sort a row
   * costs several times what it costs to decode it.
   */
  private static final double DECODED_AGAIN = 1;

  /** Rows that no partition wants are decoded for those behind them in the same piece of a file. */
  static ReadPlan choose(TimeOrder order, Layout layout) {
    if (order.disorder().isPresent()) {
      return shuffled(order.disorder().get());
    }
    double again = (double) order.decodedRows(layout) / layout.steps() - 1;
    String figure =
        String.format(
            Locale.ROOT,
            "%,d partitions would decode %.0f%% of the rows again",
            layout.partitions(),
            100 * again);
    return again > DECODED_AGAIN ? shuffled(figure) : new ReadPlan(true, "");
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
