// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import java.io.Serializable;
import java.util.OptionalLong;

/**
 * The differences between neighbouring time indexes of a sorted run: the frequency of each of the
 * first few distinct ones. Not thread-safe.
 */
final class Differences implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int KEPT = 16;

  private final long[] differences = new long[KEPT];
  private final long[] counts = new long[KEPT];
  private long total;

  void add(long difference) {
    add(difference, 1);
    total++;
  }

  void addAll(Differences other) {
    for (int i = 0; i < KEPT && other.counts[i] > 0; i++) {
      add(other.differences[i], other.counts[i]);
    }
    total += other.total;
  }

  private void add(long difference, long count) {
    for (int i = 0; i < KEPT; i++) {
      if (counts[i] == 0 || differences[i] == difference) {
        differences[i] = difference;
        counts[i] += count;
        return;
      }
    }
  }

  /** The number of differences. */
  long total() {
    return total;
  }

  /** The frequency of a difference; also 0 for those that were not counted. */
  long count(long difference) {
    for (int i = 0; i < KEPT && counts[i] > 0; i++) {
      if (differences[i] == difference) {
        return counts[i];
      }
    }
    return 0;
  }

  /** The difference that makes up more than half of all. */
  OptionalLong common() {
    for (int i = 0; i < KEPT; i++) {
      if (2 * counts[i] > total) {
        return OptionalLong.of(differences[i]);
      }
    }
    return OptionalLong.empty();
  }
}
