// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.SweepSummary;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says when a run is over, and how it went. */
record Judge(SolverOptions options, Layout layout) {
  /** Iterations over which progress is looked for. */
  private static final int WINDOW = 50;

  /** A residual so many times the first one has gone astray. */
  private static final double ASTRAY = 1e6;

  /** The outcome, where there is one; what rounding makes of it is another matter. */
  Optional<Outcome> outcome(List<IterationRecord> history, SweepSummary summary) {
    IterationRecord last = last(history);
    long overflowing = summary.nonFinite().firstSegment();
    boolean nonFinite = overflowing >= 0 && overflowing < summary.exactSegments();
    // Without any jump there is nothing left to update: the guess was the answer.
    boolean answered = summary.exactSegments() == layout.segments();
    // Without Jacobians the next update is the residual itself.
    boolean still = last.update() <= options.tolerance() || last.form() == JacobianForm.ZERO;
    if (nonFinite) {
      return Optional.of(Outcome.NON_FINITE);
    }
    if (answered || summary.residual() <= options.tolerance() && still) {
      return Optional.of(Outcome.CONVERGED);
    }
    if (last.iteration() >= options.maxIterations()) {
      return Optional.of(Outcome.MAX_ITERATIONS);
    }
    return hopeless(history) ? Optional.of(stall(history)) : Optional.empty();
  }

  /**
   * Whether the settled prefix creeps so slowly that the iterations allowed end first, while the
   * residual gets no better.
   */
  private boolean hopeless(List<IterationRecord> history) {
    IterationRecord last = last(history);
    if (last.iteration() < WINDOW) {
      return false;
    }
    IterationRecord before = history.get(last.iteration() - WINDOW);
    double pace = (double) (last.settledSegments() - before.settledSegments()) / WINDOW;
    double needed = (layout.segments() - last.settledSegments()) / Math.max(pace, 1e-300);
    boolean creeping = pace <= 1 && last.iteration() + needed > options.maxIterations();
    boolean better = last.residual() < 0.9 * before.residual();
    return creeping && !better;
  }

  private static Outcome stall(List<IterationRecord> history) {
    double now = last(history).residual();
    return now <= ASTRAY * history.get(0).residual() ? Outcome.STALLED : Outcome.DIVERGED;
  }

  private static IterationRecord last(List<IterationRecord> history) {
    return history.get(history.size() - 1);
  }

  /**
   * The outcome in words, but for {@link Outcome#CONVERGED_BUT_UNDETERMINED}.
   *
   * @param walked whether the last thing done was to walk all steps in order
   */
  String sentence(
      Outcome outcome, List<IterationRecord> history, SweepSummary summary, boolean walked) {
    IterationRecord last = last(history);
    int iterations = last.iteration();
    String plural = iterations == 1 ? "" : "s";
    long firstStep = summary.nonFinite().firstSegment() * layout.segmentLength();
    String figures =
        String.format(
            Locale.ROOT,
            "the residual is %.2e and the last update %.2e, with a tolerance of %.0e; %d of %d"
                + " segments have settled.",
            summary.residual(),
            last.update(),
            options.tolerance(),
            summary.settledSegments(),
            layout.segments());
    return switch (outcome) {
      case CONVERGED ->
          walked
              ? (iterations == 0 ? "" : "Iterations would have cost too much. ")
                  + "Walked all steps one after the other: this is the loop's result."
              : String.format(
                  Locale.ROOT,
                  "Converged after %d iteration%s, within the tolerance %.0e.",
                  iterations,
                  plural,
                  options.tolerance());
      case MAX_ITERATIONS ->
          String.format(
              Locale.ROOT,
              "Not converged: after all %d iteration%s allowed %s",
              iterations,
              plural,
              figures);
      case STALLED ->
          String.format(
              Locale.ROOT,
              "Stalled: for %d iterations no more than a segment an iteration has settled, too few"
                  + " for the %d iterations allowed. After %d %s Try --method sequential, another"
                  + " --guess or other damping.",
              WINDOW,
              options.maxIterations(),
              iterations,
              figures);
      case DIVERGED ->
          String.format(
              Locale.ROOT,
              "Diverged: the iterate has gone far from where it began and does not come back within"
                  + " the %d iterations allowed. After %d %s Try --method elk or shorter segments,"
                  + " or --method sequential.",
              options.maxIterations(),
              iterations,
              figures);
      case NON_FINITE ->
          String.format(
              Locale.ROOT,
              "Not finite: the recurrence leaves the finite numbers in segment %d of partition %d,"
                  + " that is after step %d at the earliest (iteration %d).",
              summary.nonFinite().firstSegment(),
              layout.partitionOf(layout.blockOf(firstStep)),
              firstStep,
              iterations);
      case NOT_JOINED, CONVERGED_BUT_UNDETERMINED ->
          throw new IllegalStateException("not for the sweeps to tell: " + outcome);
    };
  }
}
