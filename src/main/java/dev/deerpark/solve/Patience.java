// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a method is given up for the loop, which costs one pass in order and always ends:
 * one that the planner chose, where it costs too much; and secants, where they settle no more than
 * one segment per iteration, as where the dynamics have several attractors or are chaotic.
 */
record Patience(SolverOptions options, Layout layout) {
  /** How methods end by themselves, each of which leaves states that the loop would not. */
  private static final Set<Outcome> GIVEN_UP =
      EnumSet.of(Outcome.STALLED, Outcome.DIVERGED, Outcome.LIMITED_BY_ROUNDING);

  /** Iterations before which a forecast is unreliable. */
  private static final int UNJUDGED = 4;

  /** The same with secants, of which there are none in the first walks. */
  private static final int UNJUDGED_SECANTS = 7;

  /** The iterations over which the segments that settle are counted. */
  private static final int CRAWLING = 4;

  /** Whether the run has cost too much, or is expected to. */
  boolean isLost(List<IterationRecord> history) {
    return crawls(history) || isTooExpensive(history);
  }

  private boolean isTooExpensive(List<IterationRecord> history) {
    if (options.patience().isEmpty()) {
      return false;
    }
    double allowed = options.patience().getAsDouble();
    boolean secants = history.get(history.size() - 1).form() == JacobianForm.SECANT;
    Optional<Forecast> forecast =
        history.size() <= (secants ? UNJUDGED_SECANTS : UNJUDGED)
            ? Optional.empty()
            : Forecast.of(history, layout.segments(), layout.steps(), options.tolerance());
    return spent(history) > allowed || forecast.map(Forecast::cost).orElse(0.0) > allowed;
  }

  private double spent(List<IterationRecord> history) {
    return history.stream().mapToDouble(IterationRecord::methodSteps).sum() / layout.steps();
  }

  /**
   * Whether secants settle only what each iteration settles anyway, so that half as many passes are
   * left as there are segments, and that is too much.
   */
  boolean crawls(List<IterationRecord> history) {
    int then = history.size() - 1 - CRAWLING;
    if (history.size() <= UNJUDGED_SECANTS || history.get(then).form() != JacobianForm.SECANT) {
      return false;
    }
    IterationRecord last = history.get(history.size() - 1);
    boolean settles = last.settledSegments() - history.get(then).settledSegments() > CRAWLING;
    boolean falls =
        Progress.lowestResidual(history.subList(then + 1, history.size()))
            <= Progress.lowestResidual(history.subList(0, then + 1)) / 2;
    double left = layout.segments() - last.settledSegments();
    double cost = spent(history) + left * left / (2.0 * layout.segments());
    return !settles && !falls && cost > options.crawlingPatience().orElse(Double.POSITIVE_INFINITY);
  }

  /** The same for a run that may have ended by itself where the loop would have done better. */
  boolean isLost(List<IterationRecord> history, Optional<Outcome> outcome) {
    boolean gaveUp = outcome.filter(GIVEN_UP::contains).isPresent();
    return options.patience().isPresent() && gaveUp || outcome.isEmpty() && isLost(history);
  }
}
