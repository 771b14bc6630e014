// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.trajectory.Predictability;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run came to. The states themselves stay in the engine.
 *
 * @param outcome how it ended
 * @param sentence the outcome in words
 * @param summary of the iterate, as the last sweep left it
 * @param history one record an iteration, from 0
 * @param predictability how far rounding lets the states be known; empty where the dynamics forget,
 *     so that it was not followed
 * @param amplification how many times as large as the tolerance the scaled error of a state may be,
 *     at least 1: see {@link Predictability#amplification}; 1 where it was not measured
 * @param walked whether it is the loop's own walk
 * @param written what walking these states into a sink showed, where the last sweep did that
 */
public record Solution(
    Outcome outcome,
    String sentence,
    SweepSummary summary,
    List<IterationRecord> history,
    Optional<Predictability> predictability,
    double amplification,
    boolean walked,
    Optional<StateTrace> written) {

  /** The part of the sequence at its end that may be unknown: an error may just be fading there. */
  private static final double UNKNOWN_END = 0.01;

  public Solution {
    history = List.copyOf(history);
  }

  /**
   * This solution in the light of the residual of its states as they are written. The solver
   * measures where walks end, and a walk that met an earlier one ends where that did; if what they
   * had forgotten comes back, the states are not joined.
   */
  public Solution judgedBy(double residual, double tolerance) {
    if (!outcome.converged() || residual <= tolerance) {
      return this;
    }
    return as(
        Outcome.NOT_JOINED,
        String.format(
            Locale.ROOT,
            "Not converged: walks met within rounding but parted again, so that the residual of the"
                + " states is %.2e, above the tolerance of %.0e. Try shorter segments or"
                + " --precision double.",
            residual,
            tolerance));
  }

  /**
   * This solution in the light of a comparison with the loop.
   *
   * @param scaled the largest scaled difference that was found
   * @param repeats whether steps gave the same bits when they were walked again
   */
  public Solution comparedBy(double scaled, boolean repeats, ErrorBound bound) {
    if (!outcome.converged() || repeats && bound.covers(scaled)) {
      return this;
    }
    return as(
        Outcome.DIFFERS_FROM_LOOP,
        String.format(
            Locale.ROOT,
            repeats
                ? "Differs from the loop: a scaled difference of %.2e, above the bound of %.2e. Try"
                    + " --precision double, or --method sequential."
                : "Differs from the loop, by %.2e with a bound of %.2e: the model's step gives"
                    + " another result when it is called again with the same arguments. Make it a"
                    + " function of its arguments alone, without memory of earlier calls.",
            scaled,
            bound.value()));
  }

  /** This solution in the light of how rounding grows along it. */
  Solution with(Predictability found) {
    return new Solution(
        outcome, sentence, summary, history, Optional.of(found), amplification, walked, written);
  }

  /** This solution with errors that are so many times as large as the tolerance at most. */
  Solution amplifying(double factor) {
    return new Solution(
        outcome, sentence, summary, history, predictability, factor, walked, written);
  }

  /** This solution with another outcome, in words. */
  Solution as(Outcome revised, String words) {
    return new Solution(
        revised, words, summary, history, predictability, amplification, walked, written);
  }

  /** Whether rounding leaves the states known to the tolerance, but for a short end. */
  public boolean isDetermined(Layout layout) {
    return predictability.isEmpty() || isDetermined(predictability.get(), layout);
  }

  static boolean isDetermined(Predictability found, Layout layout) {
    return found.lastWithin() >= (1 - UNKNOWN_END) * layout.steps() - 1;
  }

  public IterationRecord last() {
    return history.get(history.size() - 1);
  }

  /** Updates made. */
  public int iterations() {
    return last().iteration();
  }

  /** Evaluations of f in all sweeps. */
  public long steps() {
    return history.stream().mapToLong(IterationRecord::steps).sum();
  }

  /**
   * The largest absolute difference of two walks where they were taken to have met; 0 where none
   * were.
   */
  public double largestJump() {
    return history.stream().mapToDouble(IterationRecord::largestJump).max().orElse(0);
  }

  /** Evaluations of f that all tangents were worth. */
  public long tangentSteps() {
    return history.stream().mapToLong(IterationRecord::tangentSteps).sum();
  }
}
