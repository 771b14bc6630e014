// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.scan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The leaves of the tree for a partition's elements, scanning forwards or backwards. Backwards, the
 * last element of the last partition is leaf 0.
 *
 * @param firsts the number of elements before each partition, and of all in the end: {@code [P +
 *     1]}
 * @param backward whether the scan runs against the order of the elements
 */
public record LeafOrder(long[] firsts, boolean backward) implements Serializable {

  int partitions() {
    return firsts.length - 1;
  }

  long leaves() {
    return firsts[firsts.length - 1];
  }

  /** The place of a partition in the order of the scan; for a place, its partition. */
  int position(int partition) {
    return backward ? partitions() - 1 - partition : partition;
  }

  /** The first leaf of a partition. */
  long firstLeaf(int partition) {
    return backward ? leaves() - firsts[partition + 1] : firsts[partition];
  }

  /** A partition's items from the order of elements to that of leaves, or back. */
  <T> List<T> arrange(List<T> items) {
    if (!backward) {
      return items;
    }
    List<T> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return reversed;
  }
}
