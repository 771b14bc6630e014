// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.Numbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;

/**
 * The pages of one Parquet column of numbers, plain and without nulls: a single number of each row,
 * or an array of {@code width} numbers. All levels of such a page are known from its shape.
 */
final class NumberPages {
  private final ColumnDescriptor column;
  private final int width;
  private int rowsOfLevels;
  private BytesInput levels = BytesInput.empty();

  /**
   * @param width numbers of a row in this column
   */
  NumberPages(ColumnDescriptor column, int width) {
    this.column = column;
    this.width = width;
  }

  /**
   * Writes a page.
   *
   * @param values {@code [rows][stride]}
   * @param from the first number of the first row
   * @param stride from one row to the next
   */
  void write(PageWriter pages, Numbers values, int from, int stride, int rows) throws IOException {
    pages.writePage(
        BytesInput.concat(levels(rows), BytesInput.from(plain(values, from, stride, rows))),
        rows * width,
        rows,
        Statistics.noopStats(column.getPrimitiveType()),
        Encoding.RLE,
        Encoding.RLE,
        Encoding.PLAIN);
  }

  private ByteBuffer plain(Numbers values, int from, int stride, int rows) {
    Numbers dense = values;
    int begin = from;
    if (stride != width) {
      dense = values.precision().allocate(rows);
      values.gather(from, stride, dense, 0, rows);
      begin = 0;
    }
    int bytes = rows * width * values.precision().bytes();
    ByteBuffer plain = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (dense instanceof Numbers.Floats floats) {
      plain.asFloatBuffer().put(floats.array(), begin, rows * width);
    } else {
      plain.asDoubleBuffer().put(((Numbers.Doubles) dense).array(), begin, rows * width);
    }
    return plain;
  }

  /** The repetition levels, 0 where a row begins, and the definition levels, none of a null. */
  private BytesInput levels(int rows) throws IOException {
    if (column.getMaxRepetitionLevel() > 0 && rows != rowsOfLevels) {
      int present = column.getMaxDefinitionLevel();
      byte[] repetition = hybrid(1, rows, 0);
      byte[] definition = hybrid(present, rows, present);
      levels = BytesInput.concat(BytesInput.from(repetition), BytesInput.from(definition));
      rowsOfLevels = rows;
    }
    return levels;
  }

  /** Levels up to a maximum: that of the first number of a row, and the maximum for the others. */
  private byte[] hybrid(int maximum, int rows, int first) throws IOException {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(maximum);
    try (RunLengthBitPackingHybridValuesWriter written =
        new RunLengthBitPackingHybridValuesWriter(
            bits, rows, rows * width + Long.BYTES, new HeapByteBufferAllocator())) {
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < width; i++) {
          written.writeInteger(i == 0 ? first : maximum);
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      written.getBytes().writeAllTo(bytes);
      return bytes.toByteArray();
    }
  }
}
