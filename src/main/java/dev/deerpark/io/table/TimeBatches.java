// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.io.table.piece.ColumnNumbers;
import dev.deerpark.io.table.time.TimeCounter;
import java.util.Optional;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Counts times in batches as Spark's readers decode them, which no filter has seen. */
final class TimeBatches implements TimeScan.Adding<ColumnarBatch> {
  private static final long serialVersionUID = 1L;

  private final boolean bounded;
  private final long from;
  private final long to;

  /**
   * @param window outside which rows are left out, those without a time as well, where it is given
   */
  TimeBatches(Optional<TimeCheck.Window> window) {
    this.bounded = window.isPresent();
    this.from = window.map(TimeCheck.Window::from).orElse(Long.MIN_VALUE);
    this.to = window.map(TimeCheck.Window::to).orElse(Long.MAX_VALUE);
  }

  @Override
  public void add(ColumnarBatch batch, TimeCounter counter) {
    ColumnVector column = batch.column(0);
    ColumnNumbers.Whole times = ColumnNumbers.whole(column.dataType());
    for (int row = 0; row < batch.numRows(); row++) {
      if (column.isNullAt(row)) {
        addNone(counter);
      } else {
        add(times.at(column, row), counter);
      }
    }
  }

  private void addNone(TimeCounter counter) {
    if (!bounded) {
      counter.addNone(false);
    }
  }

  private void add(long time, TimeCounter counter) {
    if (!bounded || time >= from && time < to) {
      counter.add(time);
    }
  }
}
