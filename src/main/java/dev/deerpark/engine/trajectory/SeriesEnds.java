// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.sequence.InputBlock;

/**
 * The state after the last step of each series, in the rows of another sink. The executors make
 * them, so there may be very many.
 *
 * @param rows whether it keeps a step does not matter
 * @param <R> the rows
 */
public record SeriesEnds<R>(StateSink<R> rows) implements StateSink<R> {

  /** None: which steps end a series only their block knows. */
  @Override
  public boolean keeps(long step) {
    return false;
  }

  @Override
  public StateSink<R> of(InputBlock block) {
    return new OfBlock<>(block, rows.of(block));
  }

  private record OfBlock<R>(InputBlock block, StateSink<R> rows) implements StateSink<R> {
    @Override
    public boolean keeps(long step) {
      return block.endsSeries((int) (step - block.firstStep()));
    }

    @Override
    public Rows<R> open() {
      return rows.open();
    }
  }

  @Override
  public Rows<R> open() {
    return rows.open();
  }
}
