// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.scan;

import java.io.Serializable;
import java.util.Locale;

/**
 * Where a scan's elements are combined. Both plans evaluate the same nodes of the same tree: they
 * differ in the place, never in a bit of the result.
 *
 * @param groupSize neighbours whose runs are merged in one task of the next level; 0 for the flat
 *     plan
 * @param reason why, for people
 */
public record ScanPlan(int groupSize, String reason) implements Serializable {

  public ScanPlan {
    if (groupSize < 0 || groupSize == 1) {
      throw new IllegalArgumentException("a scan in groups of " + groupSize);
    }
  }

  /**
   * The size of the elements that the driver takes from one scan in any case: a small part of its
   * heap.
   */
  private static final long DRIVER_BYTES = 64L << 20;

  /** Partitions' runs go to the driver, which merges them and sends states back. */
  public static ScanPlan flat(String reason) {
    return new ScanPlan(0, reason);
  }

  /**
   * Neighbouring partitions' runs are merged on the executors, level by level, in groups of about
   * the square root of their number.
   */
  public static ScanPlan tree(int partitions, String reason) {
    return new ScanPlan(Math.max(2, (int) Math.ceil(Math.sqrt(partitions))), reason);
  }

  /**
   * Chooses a plan: flat while the partitions send little, a tree otherwise.
   *
   * @param partitions number of partitions
   * @param nodes the most elements that a partition sends
   * @param elementBytes of one element
   */
  public static ScanPlan choose(int partitions, long nodes, long elementBytes) {
    long bytes = partitions * nodes * elementBytes;
    String sizes =
        String.format(
            Locale.ROOT,
            "%,d partitions send at most %,d elements of %,d bytes, %.1f MiB in all",
            partitions,
            nodes,
            elementBytes,
            bytes / (double) (1 << 20));
    return bytes <= DRIVER_BYTES
        ? flat(sizes + ", which the driver takes at once")
        : tree(partitions, sizes + ", too much for the driver at once");
  }

  public boolean isFlat() {
    return groupSize == 0;
  }

  /** {@code flat: ...} or {@code tree in groups of 8: ...}. */
  @Override
  public String toString() {
    return (isFlat() ? "flat: " : "tree, in groups of " + groupSize + ": ") + reason;
  }
}
