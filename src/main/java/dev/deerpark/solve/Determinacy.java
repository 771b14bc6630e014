// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine;
import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.trajectory.Predictability;
import dev.deerpark.engine.trajectory.TwinWalk;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Decides how far a settled residual can be trusted. Where the dynamics contract, which a sample
 * shows, errors are of the size of residuals. Where they do not, a small difference is followed
 * along all steps: where rounding errors grow past the tolerance, the answer is not known.
 * Otherwise the estimated error has to be within the tolerance too. That holds for residuals of the
 * size of rounding as well: the loop does not make them, and where nothing contracts they add up.
 * Where the states are the loop's own, there is no error, and nothing has to be followed unless
 * differences grow, so that the loop itself may not know the states. For one run.
 */
final class Determinacy {
  private static final int SAMPLED_BLOCKS = 4;

  /** A sample may miss the place where errors grow most. */
  private static final double SAMPLE_MARGIN = 2;

  /**
   * Secants know the Jacobians only where starts have moved. The estimate for outputs has its own
   * margin in it, {@link OutputError}.
   */
  private static final double SECANT_MARGIN = 2;

  /** The nats by which a difference must grow in a sample to show that rounding may count. */
  private static final double GROWN = 1;

  private final SolverOptions options;
  private final Engine engine;
  private final LongFunction<String> stepNames;

  private Measured measured;

  /**
   * What was measured. Both are measured once: near the solution, where they are needed, they
   * hardly change.
   *
   * @param sampled in some blocks; none before they are needed
   * @param followed along the whole sequence; empty before it is needed
   */
  public record Measured(List<Predictability> sampled, Optional<Predictability> followed) {
    static final Measured NOTHING = new Measured(List.of(), Optional.empty());
  }

  /**
   * @param measured before
   * @param stepNames what a step is called in sentences
   */
  Determinacy(
      SolverOptions options, Engine engine, Measured measured, LongFunction<String> stepNames) {
    this.stepNames = stepNames;
    this.options = options;
    this.engine = engine;
    this.measured = measured;
  }

  Measured measured() {
    return measured;
  }

  /**
   * The outcome where residual and update are within the tolerance; empty where the error may not
   * be and further iterations may help.
   */
  Optional<Outcome> outcome(List<IterationRecord> history, SweepSummary summary) {
    IterationRecord last = history.get(history.size() - 1);
    boolean exact = summary.exactSegments() == engine.layout().segments();
    if (exact
        || isNewton(last) && last.estimatedError() <= options.tolerance()
        || isCovered(last)
        || contract(sample())
        || contract(List.of(follow()))
        || !isDetermined(follow())
        || error(last) <= options.tolerance()) {
      return Optional.of(Outcome.CONVERGED);
    }
    boolean over = last.iteration() >= options.maxIterations() || errorStays(history);
    return over ? Optional.of(Outcome.CONVERGED_BUT_UNDETERMINED) : Optional.empty();
  }

  /**
   * The steps in which a small difference shrinks by a factor of e, as a sample shows; all steps
   * where it does not shrink so soon.
   */
  double memory() {
    double rate =
        sample().stream()
            .mapToDouble(found -> -found.plainGrowth() / found.steps())
            .average()
            .orElse(0);
    double steps = engine.layout().steps();
    return rate * steps > 1 ? 1 / rate : steps;
  }

  /** Whether further iterations would leave the error as it is. */
  private boolean errorStays(List<IterationRecord> history) {
    return isNewton(history.get(history.size() - 1))
        ? Progress.errorStays(history)
        : Progress.over(Progress.window(options), history)
            .filter(progress -> !progress.residualFell())
            .isPresent();
  }

  /** The error of the last iterate, as far as it can be estimated. */
  double error(List<IterationRecord> history) {
    return error(history.get(history.size() - 1));
  }

  /** The final assessment of a solution. */
  Solution judge(Solution solution) {
    if (!solution.outcome().settled()) {
      return solution;
    }
    if (isCovered(solution.last()) && !solution.walked()) {
      double counted = walks(solution.last());
      boolean ofStates = !engine.rule().closeness().isOfOutputs();
      return solution.amplifying(ofStates ? Math.max(counted, sampledAmplification()) : counted);
    }
    if (measured.followed().isEmpty()
        && (contract(sample()) || isLoops(solution) && !expand(sample()))) {
      return solution.amplifying(sampledAmplification());
    }
    Predictability found = follow();
    Solution known = solution.with(found).amplifying(found.amplification());
    if (isDetermined(found)) {
      return known;
    }
    return known.as(
        solution.walked() ? Outcome.CONVERGED : Outcome.CONVERGED_BUT_UNDETERMINED,
        solution.sentence() + " " + sentence(found));
  }

  /**
   * Whether the error has been estimated, by secants or from the changes of outputs, and is covered
   * by the tolerance times the number of walks.
   */
  private boolean isCovered(IterationRecord last) {
    boolean isEstimated =
        last.form() == JacobianForm.SECANT
            || engine.rule().closeness().isOfOutputs() && last.iteration() > 0;
    return isEstimated && covers(last, engine.rule().closeness());
  }

  /** Whether the tolerance times the number of walks covers the estimated error, with a margin. */
  static boolean covers(IterationRecord last, Closeness closeness) {
    double margin = closeness.isOfOutputs() ? 1 : SECANT_MARGIN;
    return margin * last.estimatedError() <= walks(last) * closeness.tolerance();
  }

  private static int walks(IterationRecord last) {
    return last.iteration() + 1;
  }

  private boolean isDetermined(Predictability found) {
    return Solution.isDetermined(found, engine.layout());
  }

  /** Whether the next update equals the error, to first order. */
  private boolean isNewton(IterationRecord last) {
    return last.form() == JacobianForm.DENSE;
  }

  /**
   * An estimate of the error; where the next update does not give one, what the residuals may add
   * up to.
   */
  private double error(IterationRecord last) {
    return isNewton(last) ? last.estimatedError() : last.residual() * follow().amplification();
  }

  /**
   * Whether the states have the loop's bits: every segment ends where the next begins, and no end
   * was taken over from an earlier walk that had other bits.
   */
  private boolean isLoops(Solution solution) {
    return solution.walked()
        || solution.summary().exactSegments() == engine.layout().segments()
            && solution.largestJump() == 0;
  }

  private static boolean contract(List<Predictability> samples) {
    return growth(samples) < TwinWalk.SHRUNK;
  }

  /** Whether small differences grow; NaN counts as growing. */
  private static boolean expand(List<Predictability> samples) {
    return !(growth(samples) < GROWN);
  }

  private static double growth(List<Predictability> samples) {
    return samples.stream().mapToDouble(Predictability::plainGrowth).average().orElse(0);
  }

  private Predictability follow() {
    if (measured.followed().isEmpty()) {
      Predictability found = engine.trajectory().predictability();
      measured = new Measured(measured.sampled(), Optional.of(found));
    }
    return measured.followed().get();
  }

  /** The amplification of errors in the sample, with a margin. */
  private double sampledAmplification() {
    return SAMPLE_MARGIN
        * sample().stream().mapToDouble(Predictability::amplification).max().orElse(1);
  }

  private List<Predictability> sample() {
    if (measured.sampled().isEmpty()) {
      List<Predictability> found = engine.trajectory().predictabilityOf(sampledBlocks());
      measured = new Measured(found, measured.followed());
    }
    return measured.sampled();
  }

  private List<Integer> sampledBlocks() {
    int blocks = engine.layout().blocks();
    int count = Math.min(SAMPLED_BLOCKS, blocks);
    return IntStream.range(0, count)
        .map(i -> (int) ((2L * i + 1) * blocks / (2 * count)))
        .boxed()
        .toList();
  }

  private String sentence(Predictability found) {
    return String.format(
        Locale.ROOT,
        "But small differences grow (by a factor of %.1e at most): beyond %s rounding alone"
            + " has grown past the tolerance %.0e, so no method in this precision knows the states"
            + " there, the loop included.",
        Math.exp(found.largestRise()),
        stepNames.apply(found.knownUntil()),
        options.tolerance());
  }
}
