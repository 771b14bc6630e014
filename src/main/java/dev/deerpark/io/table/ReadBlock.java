// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.sequence.InputBlock;
import java.io.Serializable;

/**
 * A block as it came out of the table, not yet trusted.
 *
 * @param block the inputs; zero where no usable value was found
 * @param check what was seen while reading it
 */
record ReadBlock(InputBlock block, Check check) implements Serializable {

  /**
   * Sums over rows, which add up in any order.
   *
   * @param rows how many were read
   * @param misplaced how many did not follow the row before them by one time index
   * @param unusable how many values were missing, text, not finite, or not finite once normalised
   * @param checksum of times and raw values; the same for any order and any layout
   */
  record Check(long rows, long misplaced, long unusable, long checksum) implements Serializable {
    static final Check NONE = new Check(0, 0, 0, 0);

    Check plus(Check other) {
      return new Check(
          rows + other.rows,
          misplaced + other.misplaced,
          unusable + other.unusable,
          checksum + other.checksum);
    }
  }

  /**
   * The checks of a partition.
   *
   * @param sum of them
   * @param checksums of its blocks, in order
   */
  record PartitionCheck(Check sum, long[] checksums) implements Serializable {}
}
