// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import java.io.Serializable;

/**
 * The interval monoid: ranges that combine only when adjacent. Anything else is an error that
 * absorbs. A scan that is generic in its elements and right on this one combines every neighbour
 * once, in order.
 */
public record Intervals(long from, long to) implements Serializable {
  public static final Intervals ERROR = new Intervals(-1, -1);

  public static Intervals leaf(long index) {
    return new Intervals(index, index + 1);
  }

  public static Intervals combine(Intervals earlier, Intervals later) {
    boolean adjacent = earlier.to == later.from && earlier.to >= 0;
    return adjacent ? new Intervals(earlier.from, later.to) : ERROR;
  }
}
