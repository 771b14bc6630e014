// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import java.util.Arrays;

/**
 * A row of a series as it arrived. Rows are ordered by their time, and those of one time by their
 * values, so that the order does not depend on how they arrived.
 *
 * @param time its time, as a number
 * @param values of its columns, before they are scaled; null where they are not known. Not modified
 */
record InputRow(long time, double[] values) implements Comparable<InputRow> {

  /** The same values at another time. */
  InputRow at(long other) {
    return new InputRow(other, values);
  }

  boolean hasValuesOf(InputRow other) {
    return Arrays.equals(values, other.values);
  }

  @Override
  public int compareTo(InputRow other) {
    int byTime = Long.compare(time, other.time);
    return byTime != 0 ? byTime : Arrays.compare(values, other.values);
  }
}
