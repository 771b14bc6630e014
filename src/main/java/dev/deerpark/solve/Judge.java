// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;

/** Decides when a run is over, and with which outcome. */
record Judge(SolverOptions options, Layout layout, SweepRule rule, LongFunction<String> stepNames) {
  /** A residual this many times the first one means divergence rather than a stall. */
  private static final double DIVERGED_GROWTH = 1e6;

  /**
   * The outcome, where there is one, without regard to the growth of rounding errors.
   *
   * @param memory see {@link RoundingFloor}
   */
  Optional<Outcome> outcome(
      List<IterationRecord> history, SweepSummary summary, DoubleSupplier memory) {
    IterationRecord last = last(history);
    long overflowing = summary.nonFinite().firstSegment();
    boolean nonFinite = overflowing >= 0 && overflowing < summary.exactSegments();
    // Without any jump there is nothing left to update: the guess was the answer.
    boolean answered = summary.exactSegments() == layout.segments();
    // Without Jacobians the next update is the residual itself. Secants correct only what moves.
    boolean still =
        last.update() <= options.tolerance()
            || last.form() == JacobianForm.ZERO
            || last.form() == JacobianForm.SECANT
            || Progress.errorStays(history);
    if (nonFinite) {
      return Optional.of(Outcome.NON_FINITE);
    }
    if (answered || summary.residual() <= options.tolerance() && still && seen(last)) {
      return Optional.of(Outcome.CONVERGED);
    }
    if (new RoundingFloor(rule.precision(), options.tolerance(), memory).isReached(history)) {
      return Optional.of(Outcome.LIMITED_BY_ROUNDING);
    }
    if (last.iteration() >= options.maxIterations()) {
      return Optional.of(Outcome.MAX_ITERATIONS);
    }
    return hopeless(history) ? Optional.of(stall(history)) : Optional.empty();
  }

  /** Whether outputs that agree at the joints agree along the segments too, or the states agree. */
  private boolean seen(IterationRecord last) {
    return !rule.closeness().isOfOutputs()
        || last.estimatedError() <= options.tolerance()
        || Determinacy.covers(last, rule.closeness());
  }

  /**
   * Whether a run makes no progress beyond the segments that each iteration settles anyway, and the
   * allowed iterations end before these are enough.
   */
  private boolean hopeless(List<IterationRecord> history) {
    IterationRecord last = last(history);
    Optional<Progress> progress = Progress.over(Progress.window(options), history);
    if (progress.isEmpty() || progress.get().moves()) {
      return false;
    }
    double pace = Math.max(progress.get().pace(), 0);
    long left = layout.segments() - last.settledSegments();
    return left > 0 && last.iteration() + left / pace > options.maxIterations();
  }

  private static Outcome stall(List<IterationRecord> history) {
    double now = last(history).residual();
    return now <= DIVERGED_GROWTH * history.get(0).residual() ? Outcome.STALLED : Outcome.DIVERGED;
  }

  /** Why the loop was walked after these iterations. */
  private String insteadOf(List<IterationRecord> history) {
    if (history.isEmpty()) {
      return "";
    }
    return new Patience(options, layout).crawls(history)
        ? String.format(
            Locale.ROOT,
            "Secants settled no more than one segment per iteration, so iterations would have cost"
                + " up to %d passes. ",
            layout.segments() / 2)
        : "Iterations would have cost too much. ";
  }

  private static IterationRecord last(List<IterationRecord> history) {
    return history.get(history.size() - 1);
  }

  /**
   * The outcome in words, as far as sweeps decide it.
   *
   * @param walked whether all steps were walked in order at the end
   * @param error of the states, as far as it can be estimated
   */
  String sentence(
      Outcome outcome,
      List<IterationRecord> history,
      SweepSummary summary,
      boolean walked,
      DoubleSupplier error) {
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
              ? insteadOf(history.subList(0, iterations))
                  + "Walked all steps one after the other: this is the loop's result."
              : String.format(
                  Locale.ROOT,
                  "Converged after %d iteration%s, within the tolerance %.0e%s.",
                  iterations,
                  plural,
                  options.tolerance(),
                  last.form() == JacobianForm.SECANT || rule.closeness().isOfOutputs()
                      ? String.format(
                          Locale.ROOT, "; the error is estimated at %.1e", last.estimatedError())
                      : "");
      case LIMITED_BY_ROUNDING ->
          String.format(
              Locale.ROOT,
              "Limited by rounding: after %d iterations the residual is %.1e, which is about the"
                  + " rounding of the walks in %s, and does not fall any more; the tolerance is"
                  + " %.0e. Try %sa larger --tolerance.",
              iterations,
              summary.residual(),
              rule.precision().name().toLowerCase(Locale.ROOT),
              options.tolerance(),
              rule.precision() == Precision.FLOAT ? "--precision double or " : "");
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
              "Stalled: in the last %d iterations %.2g segments per iteration have settled, and the"
                  + " residual has not fallen; at this pace the %d iterations allowed are too few."
                  + " After %d %s Try --method sequential, another --guess or other damping.",
              Progress.window(options),
              Progress.over(Progress.window(options), history).map(Progress::pace).orElse(0.0),
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
                  + " which begins at %s (iteration %d).",
              summary.nonFinite().firstSegment(),
              layout.partitionOf(layout.blockOf(firstStep)),
              stepNames.apply(firstStep),
              iterations);
      case CONVERGED_BUT_UNDETERMINED ->
          String.format(
              Locale.ROOT,
              "The residual is within the tolerance %.0e, but where nothing contracts, errors add"
                  + " up: after %d iteration%s the error is estimated at %.1e and does not fall any"
                  + " more. Try --precision double or a larger --tolerance, or --method sequential.",
              options.tolerance(),
              iterations,
              plural,
              error.getAsDouble());
      case NOT_JOINED, DIFFERS_FROM_LOOP ->
          throw new IllegalStateException("not for the sweeps to tell: " + outcome);
    };
  }
}
