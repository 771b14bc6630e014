// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.io.table.ReadPlan;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.plan.forecast.Forecast;
import dev.deerpark.plan.forecast.Way;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import dev.deerpark.spark.ScanPlans;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that a run is going to do, known before the series is read. Made by {@link Planner}.
 *
 * @param problem to evaluate
 * @param cluster that shares the work
 * @param forecast of what the ways to evaluate the series would cost
 * @param choice the method, and why
 * @param forms of the Jacobians that its sweeps may take
 * @param kernel the name of the kernel that walks the segments
 * @param rule of the sweeps
 * @param judgesOutputs whether the tolerance is for the outputs, rather than the states
 * @param segments their length, and why
 * @param layout of the series
 * @param beginning of the iterations
 * @param memory that the executors need, and the data that they send
 * @param scans where the segments' maps are combined
 * @param input how the rows are brought into the order of time
 * @param schema of the result; empty where none is written
 * @param probeSteps evaluations of f that the probe took
 * @param refusals why the run cannot work, a sentence for each reason; none where it can
 */
public record Plan(
    Problem problem,
    Cluster cluster,
    Forecast forecast,
    MethodChoice choice,
    FormChoice forms,
    String kernel,
    SweepRule rule,
    boolean judgesOutputs,
    Segments segments,
    Layout layout,
    Beginning beginning,
    Memory memory,
    ScanPlans scans,
    ReadPlan input,
    Optional<TrajectorySchema> schema,
    long probeSteps,
    List<String> refusals) {

  /** Passes per partition: walks side by side are some times faster than the loop. */
  private static final double PATIENCE = 4;

  /**
   * Passes for a run that settles a segment per walk: there are many more segments than cores, so
   * half as many passes as segments cost more than the loop on any cluster.
   */
  private static final double CRAWLING_PATIENCE = 8;

  public Plan {
    refusals = List.copyOf(refusals);
  }

  /** How to solve. */
  public Method method() {
    return choice.method();
  }

  /** What the tolerance is for, in words. */
  public String judged() {
    return judgesOutputs ? "outputs" : "states";
  }

  /**
   * Whether the first walk also writes the result: its start states are computed before it, it is
   * not expected to be one of several, it takes no Jacobians, and the segments' ends are few enough
   * to pass through the driver.
   */
  public boolean firstWalkWrites() {
    return beginning.isWorkedOut()
        && choice.way().map(way -> way == Way.BURN_IN).orElse(true)
        && FirstSweep.writes(layout, problem.stateSize(), forms.policy().first());
  }

  /**
   * Passes after which all steps are walked in order instead: a method that was chosen, not named,
   * is given up where the loop would have been cheaper.
   */
  public OptionalDouble patience() {
    return choice.reason().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(PATIENCE * layout.partitions());
  }

  /**
   * The same for a run, whether its method was named or not, that no longer gains anything. It is
   * the same for any number of partitions, as the result of a named method has to be.
   */
  public OptionalDouble crawlingPatience() {
    return OptionalDouble.of(CRAWLING_PATIENCE);
  }

  /** The expected number of evaluations of f. */
  public ExpectedPasses expectedPasses() {
    return choice
        .way()
        .filter(way -> way != Way.LOOP && way != Way.BURN_IN)
        .flatMap(forecast::of)
        .map(ExpectedPasses::of)
        .orElseGet(
            () ->
                ExpectedPasses.of(
                    method(),
                    forms,
                    segments,
                    beginning,
                    layout.steps(),
                    probeSteps,
                    firstWalkWrites()));
  }

  /**
   * @throws BadInputException where the run cannot work
   */
  public void requireWorkable() {
    if (!refusals.isEmpty()) {
      throw new BadInputException(String.join(" ", refusals));
    }
  }
}
