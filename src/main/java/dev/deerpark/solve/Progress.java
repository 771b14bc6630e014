// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the last iterations of a run have gained.
 *
 * @param iterations how many are looked at
 * @param settled segments that settled in them
 * @param given segments of those that settle whatever the method does: one per iteration, as the
 *     first start that is not exact becomes so; none where exact segments are damped too
 * @param residualFell whether the residual has come lower than ever before
 */
record Progress(int iterations, long settled, long given, boolean residualFell) {
  /** A figure has fallen where it is below so much of the lowest before. */
  private static final double FALL = 0.9;

  /** An error that has not fallen in so many iterations is that of rounding. */
  private static final int ITERATIONS_TO_FALL = 8;

  /** Iterations over which progress is looked for, at least. */
  private static final int SHORTEST_WINDOW = 50;

  /** The same as a part of the iterations that are allowed. */
  private static final int WINDOW_PART = 10;

  /**
   * Over how many iterations to look for progress. A method of long segments is judged soon, since
   * its iterations cost a pass each; the others in proportion to the iterations that they were
   * given.
   */
  static int window(SolverOptions options) {
    return options.method().longSegments()
        ? SHORTEST_WINDOW
        : Math.max(SHORTEST_WINDOW, options.maxIterations() / WINDOW_PART);
  }

  /** Over a window; empty where the run has not made so many iterations yet. */
  static Optional<Progress> over(int window, List<IterationRecord> history) {
    int then = history.size() - 1 - window;
    if (then < 0) {
      return Optional.empty();
    }
    IterationRecord last = history.get(history.size() - 1);
    long settled = last.settledSegments() - history.get(then).settledSegments();
    long given = last.damping().hasPublishedPrefix() ? 0 : window;
    double before = lowestResidual(history.subList(0, then + 1));
    double now = lowestResidual(history.subList(then + 1, history.size()));
    return Optional.of(new Progress(window, settled, given, now < FALL * before));
  }

  /** Whether moves that are still to be made have not become smaller in the last iterations. */
  static boolean errorStays(List<IterationRecord> history) {
    int then = history.size() - 1 - ITERATIONS_TO_FALL;
    return then > 0
        && lowest(history.subList(then + 1, history.size()), IterationRecord::estimatedError)
            >= FALL * lowest(history.subList(0, then + 1), IterationRecord::estimatedError);
  }

  private static double lowestResidual(List<IterationRecord> history) {
    return lowest(history, IterationRecord::residual);
  }

  private static double lowest(
      List<IterationRecord> history, ToDoubleFunction<IterationRecord> figure) {
    return history.stream()
        .mapToDouble(figure)
        .filter(number -> !Double.isNaN(number))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether the run gets on by more than what is given. */
  boolean moves() {
    return settled > given || residualFell;
  }

  /** Segments that settle in an iteration; below 0 where segments have parted again. */
  double pace() {
    return (double) settled / iterations;
  }
}
