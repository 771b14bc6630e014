// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import dev.deerpark.base.OpenResources;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import dev.deerpark.sequence.time.Timeline;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Where each of many series begins in their sequence, and from which state. */
public final class SeriesStarts implements AutoCloseable {
  private final Broadcast<long[]> firstSteps;
  private final long steps;
  private final double[] state;
  private final Optional<JavaRDD<SeriesStart>> own;

  private SeriesStarts(
      Broadcast<long[]> firstSteps,
      long steps,
      double[] state,
      Optional<JavaRDD<SeriesStart>> own) {
    this.firstSteps = firstSteps;
    this.steps = steps;
    this.state = state;
    this.own = own;
  }

  /**
   * Series that begin in the same state, or in states of their own.
   *
   * @param timeline of these series
   * @param state {@code [D]}, in the run's precision, of those that have none of their own
   * @param own the states of some, in the partitions of the layout and the order of steps;
   *     unpersisted when this is closed. Absent where no series has one
   */
  public static SeriesStarts of(
      JavaSparkContext context,
      Timeline timeline,
      double[] state,
      Optional<JavaRDD<SeriesStart>> own) {
    return new SeriesStarts(
        context.broadcast(timeline.begins()), timeline.steps(), state.clone(), own);
  }

  /** The blocks of a layout, each with the series that begin in it. */
  public JavaRDD<InputBlock> in(JavaRDD<InputBlock> blocks) {
    Broadcast<long[]> firsts = firstSteps;
    long end = steps;
    double[] shared = state;
    if (own.isEmpty()) {
      return RddOperations.map(
          blocks,
          block ->
              block.with(
                  Restarts.shared(
                      within(firsts.value(), block), shared, atEnd(firsts.value(), end, block))));
    }
    return RddOperations.zipPartitions(
        blocks,
        own.get(),
        (part, starts) -> new WithOwn(part, starts, firsts.value(), end, shared));
  }

  /** The steps of a block at which a series begins. */
  private static int[] within(long[] firsts, InputBlock block) {
    long from = block.firstStep();
    return IntStream.range(firstFrom(firsts, from), firstFrom(firsts, from + block.steps()))
        .map(series -> (int) (firsts[series] - from))
        .toArray();
  }

  /** Whether a block ends where a series does. */
  private static boolean atEnd(long[] firsts, long steps, InputBlock block) {
    long next = block.firstStep() + block.steps();
    return next == steps || Arrays.binarySearch(firsts, next) >= 0;
  }

  private static int firstFrom(long[] firsts, long step) {
    int found = Arrays.binarySearch(firsts, step);
    return found >= 0 ? found : -found - 1;
  }

  /** The blocks of a partition with the states of its series. */
  private static final class WithOwn implements Iterator<InputBlock> {
    private final Iterator<InputBlock> blocks;
    private final Iterator<SeriesStart> starts;
    private final long[] firsts;
    private final long steps;
    private final double[] shared;
    private SeriesStart next;

    WithOwn(
        Iterator<InputBlock> blocks,
        Iterator<SeriesStart> starts,
        long[] firsts,
        long steps,
        double[] shared) {
      this.blocks = blocks;
      this.starts = starts;
      this.firsts = firsts;
      this.steps = steps;
      this.shared = shared;
      this.next = starts.hasNext() ? starts.next() : null;
    }

    @Override
    public boolean hasNext() {
      return blocks.hasNext();
    }

    @Override
    public InputBlock next() {
      InputBlock block = blocks.next();
      int[] within = within(firsts, block);
      States states = States.repeated(shared, within.length);
      while (next != null && next.step() < block.firstStep() + block.steps()) {
        int at = Arrays.binarySearch(within, (int) (next.step() - block.firstStep()));
        states.set(at, next.state());
        next = starts.hasNext() ? starts.next() : null;
      }
      return block.with(Restarts.own(within, states, atEnd(firsts, steps, block)));
    }
  }

  /** Frees the memory. */
  @Override
  public void close() {
    try (OpenResources rest = new OpenResources()) {
      rest.add(firstSteps::destroy);
      own.ifPresent(states -> states.unpersist(false));
    }
  }
}
