// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.Numbers;
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
   * @param rows number of rows read, without duplicates
   * @param unsorted number of rows that were before the row before them
   * @param duplicates number of further rows with the time of a row
   * @param different number of these whose values are not those of the row
   * @param missing number of times without a row
   * @param unfilled number of these at the beginning, which no row of the partition comes before
   * @param unusable number of values that were missing, text, not finite, or not finite once
   *     normalised
   * @param checksum of times and raw values; the same for any order and any layout
   */
  @DefaultSerializer(RecordSerializer.class)
  record Check(
      long rows,
      long unsorted,
      long duplicates,
      long different,
      long missing,
      long unfilled,
      long unusable,
      long checksum)
      implements Serializable {
    static final Check NONE = new Check(0, 0, 0, 0, 0, 0, 0, 0);

    Check plus(Check other) {
      return new Check(
          rows + other.rows,
          unsorted + other.unsorted,
          duplicates + other.duplicates,
          different + other.different,
          missing + other.missing,
          unfilled + other.unfilled,
          unusable + other.unusable,
          checksum + other.checksum);
    }
  }

  /** The inputs of the last step, {@code [I]}. */
  double[] lastInputs() {
    double[] last = new double[block.width()];
    block.input(block.steps() - 1, last);
    return last;
  }

  /** The same block with inputs where no row of its partition came before. */
  InputBlock filledWith(double[] inputs, int from) {
    Numbers filled = block.inputs().precision().allocate(block.inputs().length());
    block.inputs().copy(0, filled, 0, filled.length());
    for (int step = 0; step < check.unfilled(); step++) {
      for (int column = 0; column < block.width(); column++) {
        filled.set(step * block.width() + column, inputs[from + column]);
      }
    }
    return new InputBlock(block.index(), block.firstStep(), block.steps(), block.width(), filled);
  }

  /**
   * The checks of a partition.
   *
   * @param sum of them
   * @param checksums of its blocks, in order
   * @param last inputs {@code [I]} of its last step; empty where it has no row
   */
  @DefaultSerializer(RecordSerializer.class)
  record PartitionCheck(Check sum, long[] checksums, double[] last) implements Serializable {}
}
