// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The progress of the last iterations of a run.
 *
 * @param iterations their number
 * @param settled segments that settled in them
 * @param given segments that settle with any method: one per iteration, as the first start that is
 *     not exact becomes exact; none where exact segments are damped too
 * @param residualFell whether the residual fell below all earlier ones
 */
record Progress(int iterations, long settled, long given, boolean residualFell) {
  /** A figure has fallen if it is below this fraction of its lowest value before. */
  private static final double FALL = 0.9;

  /** An error that has not fallen in this number of iterations is a rounding error. */
  private static final int ITERATIONS_TO_FALL = 8;

  /** The fewest iterations over which progress is measured. */
  private static final int SHORTEST_WINDOW = 50;

  /** The same, as a fraction of the allowed iterations. */
  private static final int WINDOW_PART = 10;

  /**
   * The number of iterations over which progress is measured. A method of long segments is judged
   * early, since each of its iterations costs a pass; the others, in proportion to their allowed
   * iterations.
   */
  static int window(SolverOptions options) {
    return options.method().longSegments()
        ? SHORTEST_WINDOW
        : Math.max(SHORTEST_WINDOW, options.maxIterations() / WINDOW_PART);
  }

  /** The progress over a window; empty where the run has not made that number of iterations yet. */
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

  /** Whether the estimated error has not become smaller in the last iterations. */
  static boolean errorStays(List<IterationRecord> history) {
    int then = history.size() - 1 - ITERATIONS_TO_FALL;
    return then > 0
        && lowest(history.subList(then + 1, history.size()), IterationRecord::estimatedError)
            >= FALL * lowest(history.subList(0, then + 1), IterationRecord::estimatedError);
  }

  /** The lowest residual of some iterations. */
  static double lowestResidual(List<IterationRecord> history) {
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

  /** Whether the run progresses by more than the given segments. */
  boolean moves() {
    return settled > given || residualFell;
  }

  /** Segments that settle per iteration; below 0 where segments have separated again. */
  double pace() {
    return (double) settled / iterations;
  }
}
