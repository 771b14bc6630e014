// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.Numbers;
import dev.deerpark.engine.trajectory.StateSink;
import dev.deerpark.io.trajectory.RowBatch.Part;
import java.util.List;
import java.util.stream.Stream;

/** Makes the rows of a written trajectory in batches of about a megabyte. */
public final class BatchSink implements StateSink<RowBatch> {
  private static final long serialVersionUID = 1L;

  private static final int BYTES = 1 << 20;
  private static final int MOST_ROWS = 1 << 13;

  private final TrajectorySink rows;

  /**
   * @param rows whose rows these are
   */
  public BatchSink(TrajectorySink rows) {
    this.rows = rows;
  }

  @Override
  public boolean keeps(long step) {
    return rows.keeps(step);
  }

  @Override
  public Rows<RowBatch> open() {
    return new Filling();
  }

  /** Fills one batch after the other. */
  private final class Filling implements Rows<RowBatch> {
    private final TrajectorySchema schema = rows.schema();
    private final TimeCells times = rows.times();
    private final TrajectorySink.Outputs made = rows.outputs();
    private final int named = schema.keys().isNone() ? 1 : 2;
    private int capacity;
    private int stateSize;
    private int filled;
    private Object[] cells;
    private Numbers states;
    private Numbers outputs;

    @Override
    public RowBatch of(long step, Numbers from, int at, int size) {
      if (filled == 0) {
        allocate(schema.withStates() ? size : 0);
      }
      System.arraycopy(times.of(step), 0, cells, filled * named, named);
      from.copy(at, states, filled * stateSize, stateSize);
      made.of(step, from, at, outputs, filled * made.size());
      filled++;
      return filled == capacity ? rest() : null;
    }

    private void allocate(int size) {
      int bytes = (size + made.size()) * schema.precision().bytes();
      stateSize = size;
      capacity = Math.max(1, Math.min(MOST_ROWS, BYTES / Math.max(1, bytes)));
      cells = new Object[capacity * named];
      states = schema.precision().allocate(capacity * size);
      outputs = schema.precision().allocate(capacity * made.size());
    }

    @Override
    public RowBatch rest() {
      if (filled == 0) {
        return null;
      }
      List<Part> numbers =
          Stream.of(new Part(states, stateSize), new Part(outputs, made.size()))
              .filter(part -> part.width() > 0)
              .toList();
      RowBatch batch = new RowBatch(filled, named, cells, numbers);
      filled = 0;
      return batch;
    }
  }
}
