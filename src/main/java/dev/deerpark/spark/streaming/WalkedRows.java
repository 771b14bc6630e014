// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * The results of one series, walked a few steps at a time as they are asked for. After the last one
 * the state is stored.
 */
final class WalkedRows implements Iterator<Row> {
  /** Enough to share what a walk costs beside its steps, few enough for the memory. */
  private static final int STEPS = 256;

  private final OrderedRows ordered;
  private final List<double[]> states;
  private final BiFunction<List<InputRow>, List<double[]>, NetworkWalk.Steps> walk;
  private final Result result;
  private final Consumer<SeriesState> store;

  private List<InputRow> rows = List.of();
  private NetworkWalk.Steps steps;
  private int next;

  /** Makes a row of the result. */
  interface Result {
    Row of(long time, NetworkWalk.Steps steps, int step);
  }

  /**
   * @param states {@code [nodes][D]}: those before the first row; owned by this iterator
   * @param walk as {@link NetworkWalk#walk}
   * @param store gets the state after the last row, where there was a row
   */
  WalkedRows(
      OrderedRows ordered,
      List<double[]> states,
      BiFunction<List<InputRow>, List<double[]>, NetworkWalk.Steps> walk,
      Result result,
      Consumer<SeriesState> store) {
    this.ordered = ordered;
    this.states = states;
    this.walk = walk;
    this.result = result;
    this.store = store;
  }

  @Override
  public boolean hasNext() {
    if (next == rows.size()) {
      advance();
    }
    return next < rows.size();
  }

  private void advance() {
    List<InputRow> walked = rows;
    rows = new ArrayList<>();
    while (rows.size() < STEPS && ordered.hasNext()) {
      rows.add(ordered.next());
    }
    next = 0;
    if (!rows.isEmpty()) {
      steps = walk.apply(rows, states);
    } else if (!walked.isEmpty()) {
      store.accept(new SeriesState(walked.get(walked.size() - 1), states));
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int step = next++;
    return result.of(rows.get(step).time(), steps, step);
  }
}
