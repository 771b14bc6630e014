// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Predictability;
import dev.deerpark.engine.Trajectory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Asks of a solution whether rounding lets it be known. A residual within the tolerance says that
 * the states follow from each other; where small differences grow, they may still be far from the
 * exact trajectory, as the loop's own are. So a small difference is followed along the solution: in
 * a few blocks first, along all of it where it does not clearly shrink there.
 */
record Determinacy(SolverOptions options, Trajectory trajectory) {
  private static final int SAMPLED_BLOCKS = 4;

  /** Nats a step: dynamics that forget this fast keep no error for long. */
  private static final double FORGETS = -1e-3;

  /**
   * Judges a solution.
   *
   * @param loop whether it is the loop's own walk
   */
  Solution judge(Solution solution, boolean loop) {
    if (!solution.outcome().settled() || !loop && hasForgotten(solution)) {
      return solution;
    }
    if (trajectory.exponentOf(sample()) < FORGETS) {
      return solution;
    }
    Predictability found = trajectory.predictability();
    Layout layout = trajectory.layout();
    Solution followed = solution.with(solution.outcome(), solution.sentence(), found);
    if (followed.isDetermined(layout)) {
      return followed;
    }
    return solution.with(
        loop ? Outcome.CONVERGED : Outcome.CONVERGED_BUT_UNDETERMINED,
        solution.sentence() + " " + sentence(found, layout),
        found);
  }

  /** Long segments that settled without any Jacobian: every walk met one from another start. */
  private boolean hasForgotten(Solution solution) {
    return trajectory.layout().segmentLength() > 1 && solution.last().form() == JacobianForm.ZERO;
  }

  private List<Integer> sample() {
    int blocks = trajectory.layout().blocks();
    int count = Math.min(SAMPLED_BLOCKS, blocks);
    return IntStream.range(0, count)
        .map(i -> (int) ((2L * i + 1) * blocks / (2 * count)))
        .boxed()
        .toList();
  }

  private String sentence(Predictability found, Layout layout) {
    long time = layout.firstTime() + found.knownUntil();
    return String.format(
        Locale.ROOT,
        "But small differences grow (by %.2g nats a step): beyond time %d rounding alone has grown"
            + " past the tolerance %.0e, so no method in this precision knows the states there, the"
            + " loop included.",
        found.exponent(),
        time,
        options.tolerance());
  }
}
