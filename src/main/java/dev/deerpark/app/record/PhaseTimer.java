// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.report.Phase;
import dev.deerpark.report.RunReport;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Adds up the seconds of the phases, and knows which one is under way. */
final class PhaseTimer {

  private final RunReport report;
  private final Consumer<Optional<Phase>> entered;
  private final long began = System.nanoTime();
  private Phase current = Phase.VALIDATE;

  /** Whether an action is under way. */
  private boolean timing;

  /** Seconds of the phases within the one that is under way. */
  private double within;

  /**
   * @param report adds up the seconds
   * @param entered hears of each phase that begins, or goes on after one within it, and of empty
   *     where none is under way any more
   */
  PhaseTimer(RunReport report, Consumer<Optional<Phase>> entered) {
    this.report = report;
    this.entered = entered;
  }

  /** Seconds since the start of the run. */
  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** The phase that is under way, or that was when something failed. */
  Phase current() {
    return current;
  }

  /** Adds the time of an action to a phase, less that of phases within it. */
  <T> T timed(Phase phase, Supplier<T> action) {
    Phase outerPhase = current;
    double outerSeconds = within;
    boolean outermost = !timing;
    timing = true;
    current = phase;
    entered.accept(Optional.of(phase));
    within = 0;
    long from = System.nanoTime();
    try {
      T result = action.get();
      // left as it is where the action fails, to tell in which phase it did
      current = outerPhase;
      entered.accept(Optional.of(outerPhase).filter(outer -> !outermost));
      return result;
    } finally {
      double taken = (System.nanoTime() - from) / 1e9;
      report.spent(phase, taken - within);
      within = outerSeconds + taken;
      timing = !outermost;
    }
  }
}
