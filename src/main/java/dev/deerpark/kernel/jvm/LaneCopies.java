// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.cell.Lanes;

/**
 * Copies between rows of numbers and the lanes of a strip. The branches all do the same: where the
 * compiler knows how far apart the numbers of a lane are, it need not check each for the bounds of
 * its array.
 */
final class LaneCopies {
  private static final int FLOATS = Lanes.full(Precision.FLOAT).count();
  private static final int DOUBLES = Lanes.full(Precision.DOUBLE).count();

  private LaneCopies() {}

  /**
   * Writes a row into a lane, rounded.
   *
   * @param row holds {@code [size]} from {@code from} on
   * @param lanes {@code [size][width]}
   */
  static void place(double[] row, int from, Numbers lanes, int lane, int width, int size) {
    if (width == DOUBLES) {
      lanes.narrow(row, from, lane, DOUBLES, size);
    } else if (width == FLOATS) {
      lanes.narrow(row, from, lane, FLOATS, size);
    } else {
      lanes.narrow(row, from, lane, width, size);
    }
  }

  /**
   * Writes a lane into a row.
   *
   * @param lanes {@code [size][width]}
   * @param row overwritten, {@code [size]} from {@code to} on
   */
  static void store(Numbers lanes, int lane, int width, double[] row, int to, int size) {
    if (width == DOUBLES) {
      lanes.widen(lane, DOUBLES, row, to, 1, size);
    } else if (width == FLOATS) {
      lanes.widen(lane, FLOATS, row, to, 1, size);
    } else {
      lanes.widen(lane, width, row, to, 1, size);
    }
  }
}
