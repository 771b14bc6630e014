// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.settings.GuessSettings;
import dev.deerpark.settings.GuessSettings.Kind;
import dev.deerpark.settings.SolverSettings;
import java.util.Locale;
import java.util.Optional;

/**
 * The start of the iterations.
 *
 * @param burnIn the walk that finds the start states, where there is one
 * @param isGiven whether the start states are those of an earlier result
 * @param shortSweeps sweeps at segment length 1 to begin with, at least 0
 * @param description for people
 */
public record Beginning(
    Optional<BurnIn> burnIn, boolean isGiven, int shortSweeps, String description) {

  /** The beginning that the user asked for, or else the burn-in that the dynamics need. */
  static Beginning of(SolverSettings solver, Segments segments) {
    int sweeps = solver.shortSweeps();
    if (sweeps > 0) {
      return new Beginning(
          Optional.empty(),
          false,
          sweeps,
          String.format(
              Locale.ROOT,
              "%d sweep%s of Newton's method at segment length 1, from %s",
              sweeps,
              sweeps == 1 ? "" : "s",
              solver.guess().map(Beginning::describe).orElse("zeros")));
    }
    if (solver.guess().isEmpty()) {
      Optional<BurnIn> burnIn =
          segments.burnIn().isPresent()
              ? Optional.of(new BurnIn(segments.burnIn().getAsInt()))
              : Optional.empty();
      return new Beginning(burnIn, false, 0, burnIn.map(Beginning::describe).orElse("zeros"));
    }
    GuessSettings guess = solver.guess().get();
    return new Beginning(
        guess.kind() == Kind.BURN_IN
            ? Optional.of(new BurnIn((int) guess.number()))
            : Optional.empty(),
        guess.kind() == Kind.WARM,
        0,
        describe(guess));
  }

  /** The state that an earlier run has left. */
  static Beginning ofCheckpoint() {
    return new Beginning(Optional.empty(), false, 0, "the state in the checkpoint");
  }

  /** Whether start states are computed or read before the first sweep, rather than guessed. */
  boolean isWorkedOut() {
    return burnIn.isPresent() || isGiven || shortSweeps > 0;
  }

  private static String describe(BurnIn burnIn) {
    return String.format(
        Locale.ROOT,
        "a burn-in of %,d steps in each segment, from the start state",
        burnIn.steps());
  }

  private static String describe(GuessSettings guess) {
    return switch (guess.kind()) {
      case ZEROS -> "zeros";
      case START -> "the start state everywhere";
      case INPUT -> "one step from zeros";
      case NORMAL -> "random states of seed " + guess.number();
      case WARM -> "the states of " + guess.path();
      case BURN_IN -> describe(new BurnIn((int) guess.number()));
    };
  }
}
