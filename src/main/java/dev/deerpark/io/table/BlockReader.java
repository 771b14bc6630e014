// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Builds the blocks of one partition, one at a time, from its rows in time order. Nothing is
 * refused here: errors are counted, and the driver decides.
 */
final class BlockReader implements Iterator<ReadBlock> {
  private final Iterator<InternalRow> rows;
  private final Layout layout;
  private final Normalisation normalisation;
  private final Precision precision;
  private final int width;
  private final int end;
  private int block;
  private InternalRow row;

  /**
   * @param rows of the partition, sorted: a time index, then the values, null where unusable; a row
   *     may be reused by its iterator. rows of earlier times may come before them, rows of later
   *     times after them
   */
  BlockReader(
      Iterator<InternalRow> rows,
      Layout layout,
      int partition,
      Normalisation normalisation,
      Precision precision) {
    this.rows = rows;
    this.layout = layout;
    this.normalisation = normalisation;
    this.precision = precision;
    this.width = normalisation.mean().length;
    this.block = layout.firstBlock(partition);
    this.end = layout.firstBlock(partition + 1);
    advance();
    skipTo(layout.firstTimeOf(partition));
  }

  private void skipTo(long firstTime) {
    while (row != null && row.getLong(0) < firstTime) {
      advance();
    }
  }

  @Override
  public boolean hasNext() {
    return block < end;
  }

  @Override
  public ReadBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int steps = layout.stepsOf(block);
    long firstTime = layout.firstTime() + layout.firstStep(block);
    Numbers inputs = precision.allocate(Math.multiplyExact(steps, width));
    ReadBlock.Check check = fill(inputs, firstTime, firstTime + steps);
    InputBlock read = new InputBlock(block, layout.firstStep(block), steps, width, inputs);
    block++;
    return new ReadBlock(read, check);
  }

  private ReadBlock.Check fill(Numbers inputs, long firstTime, long endTime) {
    long count = 0;
    long misplaced = 0;
    long unusable = 0;
    long checksum = 0;
    for (long expected = firstTime; row != null && row.getLong(0) < endTime; advance()) {
      long time = row.getLong(0);
      count++;
      if (time != expected) {
        misplaced++;
        if (time < firstTime) {
          continue; // the rows were not sorted after all
        }
      }
      expected = time + 1;
      unusable += normalise(inputs, Math.toIntExact((time - firstTime) * width));
      checksum += hash(time);
    }
    return new ReadBlock.Check(count, misplaced, unusable, checksum);
  }

  /** Writes the row's inputs from {@code at} on; returns the number of unusable ones. */
  private int normalise(Numbers inputs, int at) {
    int unusable = 0;
    for (int column = 0; column < width; column++) {
      double input =
          row.isNullAt(column + 1)
              ? Double.NaN
              : precision.round(normalisation.apply(column, row.getDouble(column + 1)));
      if (Double.isFinite(input)) {
        inputs.set(at + column, input);
      } else {
        unusable++;
      }
    }
    return unusable;
  }

  private long hash(long time) {
    long hash = SplitMix64.mix(time);
    for (int column = 1; column <= width; column++) {
      long bits = row.isNullAt(column) ? 0 : Double.doubleToRawLongBits(row.getDouble(column));
      hash = SplitMix64.mix(hash ^ bits);
    }
    return hash;
  }

  private void advance() {
    row = rows.hasNext() ? rows.next() : null;
  }
}
