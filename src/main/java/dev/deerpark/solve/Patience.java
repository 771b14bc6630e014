// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a method that the planner chose is given up for the loop, which costs one pass in
 * order and always ends.
 */
record Patience(SolverOptions options, Layout layout) {
  /** Iterations before which a forecast is unreliable. */
  private static final int UNJUDGED = 4;

  /** Whether the run has cost too much, or is expected to. */
  boolean isLost(List<IterationRecord> history) {
    if (options.patience().isEmpty()) {
      return false;
    }
    double allowed = options.patience().getAsDouble();
    double spent =
        history.stream().mapToDouble(IterationRecord::methodSteps).sum() / layout.steps();
    Optional<Forecast> forecast =
        history.size() <= UNJUDGED
            ? Optional.empty()
            : Forecast.of(history, layout.segments(), layout.steps(), options.tolerance());
    return spent > allowed || forecast.map(Forecast::cost).orElse(0.0) > allowed;
  }

  /** The same for a run that may have ended by itself without converging. */
  boolean isLost(List<IterationRecord> history, Optional<Outcome> outcome) {
    boolean gaveUp = outcome.filter(o -> o == Outcome.STALLED || o == Outcome.DIVERGED).isPresent();
    return options.patience().isPresent() && gaveUp || outcome.isEmpty() && isLost(history);
  }
}
