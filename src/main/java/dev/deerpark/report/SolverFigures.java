// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.deerpark.engine.trajectory.Predictability;
import dev.deerpark.plan.Plan;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.StepTimes;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.Solution;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The figures of the solver.
 *
 * @param method the method's name
 * @param iterations sweeps over the unsettled segments
 * @param residual {@code max |s_t - f(s_{t-1}, x_t)| / (1 + |s_t|)} on the returned states
 * @param estimatedError the largest scaled move that a next update would make: an estimate of the
 *     error where full Jacobians were taken; null when it is not known
 * @param tolerance for residual and update
 * @param passes evaluations of f, those for tangents apart, over the number of steps
 * @param jacobianEquivalents work on tangents in evaluations of f, over the number of steps
 * @param largestJumpAtMeeting the largest absolute difference where two walks were joined; null
 *     when none were
 * @param exponentNatsPerStep the largest Lyapunov exponent along the solution, in nats per step;
 *     null where the dynamics forget, so that it was not measured
 * @param overshootNats the natural logarithm of the largest factor by which rounding errors grew on
 *     the way; null in the same case
 * @param knownUntil the last time at which the state is known to the tolerance despite rounding;
 *     null where it is known to the end
 * @param largestState the largest absolute number among the start states of all iterations
 * @param history the iterations; the report has one row per iteration
 * @param differencesToLoop the iterate's largest scaled difference to the loop after each
 *     iteration; empty where it was not followed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SolverFigures(
    String method,
    int iterations,
    double residual,
    Double estimatedError,
    double tolerance,
    double passes,
    double jacobianEquivalents,
    Double largestJumpAtMeeting,
    Double exponentNatsPerStep,
    Double overshootNats,
    Object knownUntil,
    double largestState,
    @JsonIgnore List<IterationRecord> history,
    @JsonIgnore List<Double> differencesToLoop) {

  public SolverFigures {
    history = List.copyOf(history);
    differencesToLoop = List.copyOf(differencesToLoop);
  }

  /** These figures with those of a run whose iterates were compared with the loop. */
  public SolverFigures following(List<Double> differences) {
    return with(method, differences);
  }

  /** These figures of a run that was asked for by another name than the method's, such as auto. */
  public SolverFigures askedAs(String name) {
    return with(name + " (" + method + ")", differencesToLoop);
  }

  private SolverFigures with(String name, List<Double> differences) {
    return new SolverFigures(
        name,
        iterations,
        residual,
        estimatedError,
        tolerance,
        passes,
        jacobianEquivalents,
        largestJumpAtMeeting,
        exponentNatsPerStep,
        overshootNats,
        knownUntil,
        largestState,
        history,
        differences);
  }

  @JsonProperty("history")
  List<IterationRow> rows() {
    return IntStream.range(0, history.size())
        .mapToObj(
            i ->
                new IterationRow(
                    history.get(i), differencesToLoop.isEmpty() ? null : differencesToLoop.get(i)))
        .toList();
  }

  /**
   * The figures of a solution.
   *
   * @param times the times of the steps
   * @param residual of the states that are returned
   * @param writtenSteps evaluations of f after the solver's
   */
  public static SolverFigures of(
      Solution solution, Plan plan, StepTimes times, double residual, long writtenSteps) {
    Layout layout = plan.layout();
    double steps = layout.steps();
    double jump = solution.largestJump();
    return new SolverFigures(
        plan.method().label(),
        solution.iterations(),
        residual,
        solution.last().estimatedError(),
        plan.rule().tolerance(),
        (solution.steps() + plan.probeSteps() + writtenSteps) / steps,
        solution.tangentSteps() / steps,
        jump == 0 ? null : jump,
        solution.predictability().map(Predictability::exponent).orElse(null),
        solution.predictability().map(Predictability::largestRise).orElse(null),
        solution.isDetermined(layout) ? null : knownUntil(solution, times),
        solution.history().stream().mapToDouble(IterationRecord::largestState).max().orElse(0),
        solution.history(),
        List.of());
  }

  private static Object knownUntil(Solution solution, StepTimes times) {
    return times.reported(solution.predictability().orElseThrow().knownUntil());
  }
}
