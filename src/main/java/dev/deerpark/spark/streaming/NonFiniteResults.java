// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.util.AccumulatorV2;

/**
 * Collects, on the driver, how many results the tasks of streams make with an output that is not a
 * finite number. One is for all queries over an evaluation, so its methods exclude each other.
 */
public final class NonFiniteResults
    extends AccumulatorV2<NonFiniteResults.Found, NonFiniteResults.Found> {
  private static final long serialVersionUID = 1L;

  private Found found = Found.NONE;

  /**
   * Some results.
   *
   * @param rows how many
   * @param time of the first
   * @param place that time and its series, for people; empty where there is none
   */
  public record Found(long rows, long time, String place) implements Serializable {
    static final Found NONE = new Found(0, Long.MAX_VALUE, "");

    private static final Comparator<Found> EARLIER =
        Comparator.comparingLong(Found::time).thenComparing(Found::place);

    private Found and(Found other) {
      Found first = rows == 0 || other.rows > 0 && EARLIER.compare(other, this) < 0 ? other : this;
      return new Found(rows + other.rows, first.time, first.place);
    }
  }

  /** Those since the last call. */
  public synchronized Found take() {
    Found taken = found;
    reset();
    return taken;
  }

  @Override
  public synchronized void add(Found more) {
    found = found.and(more);
  }

  @Override
  public void merge(AccumulatorV2<Found, Found> other) {
    add(other.value());
  }

  @Override
  public synchronized Found value() {
    return found;
  }

  @Override
  public boolean isZero() {
    return value().rows == 0;
  }

  @Override
  public NonFiniteResults copy() {
    NonFiniteResults copy = new NonFiniteResults();
    copy.merge(this);
    return copy;
  }

  @Override
  public synchronized void reset() {
    found = Found.NONE;
  }
}
