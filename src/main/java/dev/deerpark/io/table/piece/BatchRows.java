// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows of batches as Spark's readers decode them, which no filter has seen: a position, a long,
 * then the values as doubles, null where there is none. The same row is used for all.
 */
public final class BatchRows implements Iterator<InternalRow> {
  private final Iterator<ColumnarBatch> batches;
  private final Timeline timeline;
  private final TimeAxis axis;
  private final TimeRange range;
  private final SpecificInternalRow row;
  private final ColumnVector[] columns;
  private final ColumnNumbers.Fractional[] values;
  private ColumnNumbers.Whole times;
  private int rows;
  private int next;

  /** Whether {@link #row} is one that was not taken yet. */
  private boolean ready;

  /**
   * @param batches a column of times, as in {@link dev.deerpark.sequence.time.TimeType}, then the
   *     values, as {@link ColumnNumbers} takes them
   * @param width the number of values
   * @param timeline of a single series
   * @param range positions of which others are left out
   */
  public BatchRows(Iterator<ColumnarBatch> batches, int width, Timeline timeline, TimeRange range) {
    this.batches = batches;
    this.timeline = timeline;
    this.axis = timeline.axis();
    this.range = range;
    this.columns = new ColumnVector[width + 1];
    this.values = new ColumnNumbers.Fractional[width + 1];
    List<DataType> types = new ArrayList<>(List.of(DataTypes.LongType));
    types.addAll(Collections.nCopies(width, DataTypes.DoubleType));
    this.row = new SpecificInternalRow(CollectionConverters.asScala(types).toSeq());
  }

  @Override
  public boolean hasNext() {
    while (!ready && (next < rows || open())) {
      ready = fill(next++);
    }
    return ready;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ready = false;
    return row;
  }

  /** Opens the next batch that has rows. */
  private boolean open() {
    next = 0;
    rows = 0;
    while (rows == 0 && batches.hasNext()) {
      ColumnarBatch batch = batches.next();
      rows = batch.numRows();
      for (int column = 0; column < columns.length; column++) {
        columns[column] = batch.column(column);
      }
    }
    if (rows > 0) {
      times = ColumnNumbers.whole(columns[0].dataType());
      for (int column = 1; column < columns.length; column++) {
        values[column] = ColumnNumbers.fractional(columns[column].dataType());
      }
    }
    return rows > 0;
  }

  /** Makes the row of another; whether it is one of the range. */
  private boolean fill(int at) {
    if (columns[0].isNullAt(at)) {
      return false;
    }
    long time = times.at(columns[0], at);
    boolean isIndex = axis.isIdentity();
    if (!isIndex && !axis.holds(time)) {
      return false;
    }
    long position = timeline.position(isIndex ? time : axis.index(time));
    if (position < range.from() || position >= range.to()) {
      return false;
    }
    row.setLong(0, position);
    for (int column = 1; column < columns.length; column++) {
      if (columns[column].isNullAt(at)) {
        row.setNullAt(column);
      } else {
        row.setDouble(column, values[column].at(columns[column], at));
      }
    }
    return true;
  }
}
