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
 * The result of a run. The states themselves stay in the engine.
 *
 * @param outcome how it ended
 * @param sentence the outcome in words
 * @param summary of the iterate, as the last sweep left it
 * @param history one record per iteration, from 0
 * @param predictability how far rounding lets the states be known; empty where the dynamics forget,
 *     so that it was not measured
 * @param amplification the largest ratio of a state's scaled error to the tolerance, at least 1:
 *     see {@link Predictability#amplification}; 1 where it was not measured
 * @param walked whether it is the loop's own walk
 * @param written the trace of the walk that wrote these states, where the last sweep wrote them
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

  /**
   * The fraction of the sequence, at its end, that may be unknown: an error may just be fading
   * there.
   */
  private static final double UNKNOWN_END = 0.01;

  public Solution {
    history = List.copyOf(history);
  }

  /**
   * This solution, judged by the residual of the states as written. The solver measures residuals
   * at the ends of walks, and a walk that met an earlier one takes over its end; if the two
   * separate again after that, the written states are not joined.
   *
   * @param residual of what was written
   * @param judged what the tolerance is for, in words: the states, or the outputs
   */
  public Solution judgedBy(double residual, double tolerance, String judged) {
    if (!outcome.converged() || residual <= tolerance) {
      return this;
    }
    return as(
        Outcome.NOT_JOINED,
        String.format(
            Locale.ROOT,
            "Not converged: walks met within rounding but separated again, so that the residual of the"
                + " %s is %.2e, above the tolerance of %.0e. Try shorter segments or"
                + " --precision double.",
            judged,
            residual,
            tolerance));
  }

  /**
   * This solution, judged by a comparison with the loop.
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

  /** This solution, with the growth of rounding errors along it. */
  Solution with(Predictability found) {
    return new Solution(
        outcome, sentence, summary, history, Optional.of(found), amplification, walked, written);
  }

  /** This solution, with errors of at most {@code factor} times the tolerance. */
  Solution amplifying(double factor) {
    return new Solution(
        outcome, sentence, summary, history, predictability, factor, walked, written);
  }

  /** This solution with another outcome, in words. */
  Solution as(Outcome revised, String words) {
    return new Solution(
        revised, words, summary, history, predictability, amplification, walked, written);
  }

  /** Whether the states are known to the tolerance despite rounding, except for a short end. */
  public boolean isDetermined(Layout layout) {
    return predictability.isEmpty() || isDetermined(predictability.get(), layout);
  }

  static boolean isDetermined(Predictability found, Layout layout) {
    return found.unknown(layout.steps()) <= UNKNOWN_END * layout.steps();
  }

  public IterationRecord last() {
    return history.get(history.size() - 1);
  }

  /** The number of updates. */
  public int iterations() {
    return last().iteration();
  }

  /** Evaluations of f in all sweeps. */
  public long steps() {
    return history.stream().mapToLong(IterationRecord::steps).sum();
  }

  /**
   * The largest absolute difference of two walks at a point where they counted as met; 0 where
   * there was no such point.
   */
  public double largestJump() {
    return history.stream().mapToDouble(IterationRecord::largestJump).max().orElse(0);
  }

  /** The cost of all tangents, in evaluations of f. */
  public long tangentSteps() {
    return history.stream().mapToLong(IterationRecord::tangentSteps).sum();
  }
}
