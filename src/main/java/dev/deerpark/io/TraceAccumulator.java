package dev.deerpark.io;

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
        Map.Entry<Integer, BlockTrace>, ConcurrentNavigableMap<Integer, BlockTrace>> {
  private static final long serialVersionUID = 1L;

  // Heartbeats read while the task adds.
  private final ConcurrentSkipListMap<Integer, BlockTrace> traces = new ConcurrentSkipListMap<>();

  void add(int block, BlockTrace trace) {
    add(Map.entry(block, trace));
  }

  @Override
  public void add(Map.Entry<Integer, BlockTrace> trace) {
    traces.put(trace.getKey(), trace.getValue());
  }

  @Override
  public void merge(
      AccumulatorV2<Map.Entry<Integer, BlockTrace>, ConcurrentNavigableMap<Integer, BlockTrace>>
          other) {
    traces.putAll(other.value());
  }

  @Override
  public boolean isZero() {
    return traces.isEmpty();
  }

  @Override
  public AccumulatorV2<Map.Entry<Integer, BlockTrace>, ConcurrentNavigableMap<Integer, BlockTrace>>
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
  public ConcurrentNavigableMap<Integer, BlockTrace> value() {
    return traces;
  }

  /**
   * All blocks joined in order.
   *
   * @param blocks how many there must be
   * @throws IllegalStateException if there are others
   */
  public BlockTrace whole(int blocks) {
    if (traces.size() != blocks) {
      throw new IllegalStateException(traces.size() + " traces of " + blocks + " blocks");
    }
    return traces.values().stream().reduce(BlockTrace::then).orElseThrow();
  }
}
