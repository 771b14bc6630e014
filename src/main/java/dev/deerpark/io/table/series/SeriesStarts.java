// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;

/**
 * Where each of many series begins in their sequence, and from which state.
 *
 * @param firstSteps {@code [N]}: the first step of each series, ascending from 0
 * @param steps of all series
 * @param state {@code [D]}: from which all of them start, in the run's precision
 */
public record SeriesStarts(Broadcast<long[]> firstSteps, long steps, double[] state)
    implements Serializable {

  /** A block with the series that begin in it. */
  public InputBlock in(InputBlock block) {
    return block.with(restarts(firstSteps.value(), block.firstStep(), block.steps()));
  }

  private Restarts restarts(long[] firsts, long from, int length) {
    int begin = firstFrom(firsts, from);
    long next = from + length;
    int end = firstFrom(firsts, next);
    int[] within =
        IntStream.range(begin, end).map(series -> (int) (firsts[series] - from)).toArray();
    boolean atEnd = next == steps || end < firsts.length && firsts[end] == next;
    return Restarts.shared(within, state, atEnd);
  }

  private static int firstFrom(long[] firsts, long step) {
    int found = Arrays.binarySearch(firsts, step);
    return found >= 0 ? found : -found - 1;
  }

  /** Frees the memory. */
  public void close() {
    firstSteps.destroy();
  }
}
