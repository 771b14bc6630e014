// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the blocks' traces to the driver beside the rows that are written. Keyed by block: a task
 * that runs twice puts the same trace in the same place, so nothing is counted twice.
 */
public final class TraceAccumulator
    extends AccumulatorV2<
        Map.Entry<Integer, TraceAccumulator.Walked>,
        ConcurrentNavigableMap<Integer, TraceAccumulator.Walked>> {
  private static final long serialVersionUID = 1L;

  // Heartbeats read while the task adds.
  private final ConcurrentSkipListMap<Integer, Walked> traces = new ConcurrentSkipListMap<>();

  /**
   * What the walk of a block showed.
   *
   * @param ends {@code [S][D]}: where its segments ended
   */
  record Walked(BlockTrace trace, double[] ends) implements Serializable {}

  void add(int block, BlockTrace trace, double[] ends) {
    add(Map.entry(block, new Walked(trace, ends)));
  }

  @Override
  public void add(Map.Entry<Integer, Walked> trace) {
    traces.put(trace.getKey(), trace.getValue());
  }

  @Override
  public void merge(
      AccumulatorV2<
              Map.Entry<Integer, TraceAccumulator.Walked>,
              ConcurrentNavigableMap<Integer, TraceAccumulator.Walked>>
          other) {
    traces.putAll(other.value());
  }

  @Override
  public boolean isZero() {
    return traces.isEmpty();
  }

  @Override
  public AccumulatorV2<
          Map.Entry<Integer, TraceAccumulator.Walked>,
          ConcurrentNavigableMap<Integer, TraceAccumulator.Walked>>
      copy() {
    TraceAccumulator copy = new TraceAccumulator();
    copy.traces.putAll(traces);
    return copy;
  }

  @Override
  public void reset() {
    traces.clear();
  }

  @Override
  public ConcurrentNavigableMap<Integer, Walked> value() {
    return traces;
  }

  /**
   * All blocks joined in order.
   *
   * @param blocks how many there must be
   * @throws IllegalStateException if there are others
   */
  public BlockTrace whole(int blocks) {
    requireAll(blocks);
    return traces.values().stream().map(Walked::trace).reduce(BlockTrace::then).orElseThrow();
  }

  /**
   * Where the segments of all blocks ended, {@code [S][D]} a block, in order.
   *
   * @param blocks how many there must be
   * @throws IllegalStateException if there are others
   */
  public List<double[]> ends(int blocks) {
    requireAll(blocks);
    return traces.values().stream().map(Walked::ends).toList();
  }

  private void requireAll(int blocks) {
    if (traces.size() != blocks) {
      throw new IllegalStateException(traces.size() + " traces of " + blocks + " blocks");
    }
  }
}
