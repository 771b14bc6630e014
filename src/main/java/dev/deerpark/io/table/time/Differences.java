// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import java.io.Serializable;
import java.util.OptionalLong;

/**
 * The differences between neighbouring time indexes of a sorted run: the frequency of each of the
 * first few distinct ones. Not thread-safe.
 */
public final class Differences implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int KEPT = 16;

  private final long[] differences = new long[KEPT];
  private final long[] counts = new long[KEPT];
  private long total;

  /** Those of {@link #toArray}. */
  public static Differences of(long[] pairs) {
    Differences all = new Differences();
    for (int i = 1; i < pairs.length; i += 2) {
      all.keep(pairs[i], pairs[i + 1]);
    }
    all.total = pairs[0];
    return all;
  }

  /** The number of all, then each that was counted with its frequency. */
  public long[] toArray() {
    int kept = 0;
    while (kept < KEPT && counts[kept] > 0) {
      kept++;
    }
    long[] pairs = new long[1 + 2 * kept];
    pairs[0] = total;
    for (int i = 0; i < kept; i++) {
      pairs[1 + 2 * i] = differences[i];
      pairs[2 + 2 * i] = counts[i];
    }
    return pairs;
  }

  public void add(long difference) {
    add(difference, 1);
  }

  /** Adds a difference as often as {@code count} says. */
  public void add(long difference, long count) {
    keep(difference, count);
    total += count;
  }

  public void addAll(Differences other) {
    for (int i = 0; i < KEPT && other.counts[i] > 0; i++) {
      keep(other.differences[i], other.counts[i]);
    }
    total += other.total;
  }

  private void keep(long difference, long count) {
    for (int i = 0; i < KEPT; i++) {
      if (counts[i] == 0 || differences[i] == difference) {
        differences[i] = difference;
        counts[i] += count;
        return;
      }
    }
  }

  /** The number of differences. */
  public long total() {
    return total;
  }

  /** The frequency of a difference; also 0 for those that were not counted. */
  public long count(long difference) {
    for (int i = 0; i < KEPT && counts[i] > 0; i++) {
      if (differences[i] == difference) {
        return counts[i];
      }
    }
    return 0;
  }

  /** The most frequent positive difference, the smallest of several; empty where there is none. */
  public OptionalLong mostFrequent() {
    int best = -1;
    for (int i = 0; i < KEPT && counts[i] > 0; i++) {
      if (differences[i] > 0
          && (best < 0
              || counts[i] > counts[best]
              || counts[i] == counts[best] && differences[i] < differences[best])) {
        best = i;
      }
    }
    return best < 0 ? OptionalLong.empty() : OptionalLong.of(differences[best]);
  }

  /** The difference that makes up more than half of all. */
  public OptionalLong common() {
    OptionalLong most = mostFrequent();
    return most.isPresent() && 2 * count(most.getAsLong()) > total ? most : OptionalLong.empty();
  }

  /** The same without those between equal times. */
  public Differences withoutZero() {
    Differences others = new Differences();
    for (int i = 0; i < KEPT && counts[i] > 0; i++) {
      if (differences[i] != 0) {
        others.keep(differences[i], counts[i]);
      }
    }
    others.total = total - count(0);
    return others;
  }

  /** Whether it is known of all differences that they are multiples of a step. */
  public boolean areMultiplesOf(long step) {
    long known = 0;
    for (int i = 0; i < KEPT && counts[i] > 0; i++) {
      if (differences[i] % step != 0) {
        return false;
      }
      known += counts[i];
    }
    return known == total;
  }
}
