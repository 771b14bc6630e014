// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.sequence.InputBlock;
import java.io.Serializable;

/**
 * A block as read from the table, not yet trusted.
 *
 * @param block the inputs; zero where no usable value was found
 * @param check results of checks during reading
 */
@DefaultSerializer(RecordSerializer.class)
record ReadBlock(InputBlock block, Check check) implements Serializable {

  /**
   * Sums over rows, which can be added in any order.
   *
   * @param rows number of rows read
   * @param misplaced number of rows that did not follow the row before them by one time index
   * @param unusable number of values that were missing, text, not finite, or not finite once
   *     normalised
   * @param checksum of times and raw values; the same for any order and any layout
   */
  @DefaultSerializer(RecordSerializer.class)
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
  @DefaultSerializer(RecordSerializer.class)
  record PartitionCheck(Check sum, long[] checksums) implements Serializable {}
}
