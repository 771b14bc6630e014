// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.Timeline;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Builds the blocks of one partition, one at a time, from its rows in time order. A step without a
 * row gets the inputs of the row before; of rows with the same time the first is used. Nothing is
 * refused here: all that is counted, and the driver decides.
 */
final class BlockReader implements Iterator<ReadBlock> {
  /** No position. */
  private static final long NONE = Long.MIN_VALUE;

  private final Iterator<InternalRow> rows;
  private final Layout layout;
  private final Timeline timeline;
  private final Normalisation normalisation;
  private final Precision precision;
  private final int width;
  private final int end;

  /** The raw values of the last row that was used, and its inputs; NaN is a missing value. */
  private final double[] values;

  private final double[] inputs;
  private long last = NONE;
  private int block;
  private InternalRow row;

  /**
   * @param rows of the partition, sorted: a position, then the values, null where unusable; a row
   *     may be reused by its iterator. rows of earlier times may come before them, rows of later
   *     times after them
   */
  BlockReader(
      Iterator<InternalRow> rows,
      Layout layout,
      int partition,
      Timeline timeline,
      Normalisation normalisation,
      Precision precision) {
    this.rows = rows;
    this.layout = layout;
    this.timeline = timeline;
    this.normalisation = normalisation;
    this.precision = precision;
    this.width = normalisation.mean().length;
    this.values = new double[width];
    this.inputs = new double[width];
    this.block = layout.firstBlock(partition);
    this.end = layout.firstBlock(partition + 1);
    advance();
    skipTo(layout.firstTimeOf(partition));
  }

  private void skipTo(long position) {
    while (row != null && row.getLong(0) < position) {
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
    long first = layout.firstTime() + layout.firstStep(block);
    Numbers stored = precision.allocate(Math.multiplyExact(steps, width));
    ReadBlock.Check check = fill(stored, first, first + steps);
    InputBlock read = new InputBlock(block, layout.firstStep(block), steps, width, stored);
    block++;
    return new ReadBlock(read, check);
  }

  private ReadBlock.Check fill(Numbers stored, long first, long end) {
    long count = 0;
    long unsorted = 0;
    long duplicates = 0;
    long different = 0;
    long missing = 0;
    long unfilled = 0;
    long unusable = 0;
    long checksum = 0;
    long expected = first;
    for (; row != null && row.getLong(0) < end; advance()) {
      long position = row.getLong(0);
      if (position == last) {
        duplicates++;
        different += equalsLast() ? 0 : 1;
      } else if (position < expected) {
        unsorted++;
      } else {
        missing += position - expected;
        unfilled += repeat(stored, expected - first, position - first);
        last = position;
        unusable += take(stored, Math.toIntExact((position - first) * width));
        checksum += hash(timeline.fingerprint(position - layout.firstTime()));
        count++;
        expected = position + 1;
      }
    }
    missing += end - expected;
    unfilled += repeat(stored, expected - first, end - first);
    return new ReadBlock.Check(
        count, unsorted, duplicates, different, missing, unfilled, unusable, checksum);
  }

  /**
   * Writes the last row's inputs to steps without a row; returns their number where there is none.
   */
  private long repeat(Numbers stored, long from, long to) {
    if (last == NONE) {
      return to - from;
    }
    for (int at = Math.toIntExact(from * width); at < to * width; at += width) {
      for (int column = 0; column < width; column++) {
        stored.set(at + column, inputs[column]);
      }
    }
    return 0;
  }

  /** Writes the row's inputs from {@code at} on; returns the number of unusable ones. */
  private int take(Numbers stored, int at) {
    int unusable = 0;
    for (int column = 0; column < width; column++) {
      values[column] = value(column);
      double input = precision.round(normalisation.apply(column, values[column]));
      inputs[column] = Double.isFinite(input) ? input : 0;
      stored.set(at + column, inputs[column]);
      unusable += Double.isFinite(input) ? 0 : 1;
    }
    return unusable;
  }

  private double value(int column) {
    return row.isNullAt(column + 1) ? Double.NaN : row.getDouble(column + 1);
  }

  private boolean equalsLast() {
    for (int column = 0; column < width; column++) {
      double value = value(column);
      if (value != values[column] && !(Double.isNaN(value) && Double.isNaN(values[column]))) {
        return false;
      }
    }
    return true;
  }

  private long hash(long fingerprint) {
    long hash = SplitMix64.mix(fingerprint);
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
