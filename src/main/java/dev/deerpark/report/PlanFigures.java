// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.deerpark.plan.Plan;
import dev.deerpark.sequence.Layout;

/**
 * The figures of a plan.
 *
 * @param layout the resolved layout, which reproduces the run when it is given by options
 * @param stateSize numbers in a state
 * @param scanPlan where the segments' maps were to be combined, and why
 * @param plan the choices behind them; null where they are not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanFigures(Layout layout, int stateSize, String scanPlan, Choices plan) {

  /**
   * The choices of a plan, with their reasons.
   *
   * @param methodReason why the method was chosen; null where it was named
   * @param segmentReason why segments have this length
   * @param beginning of the iterations
   * @param jacobians the forms that sweeps may take
   * @param jacobiansKept whether they are kept between sweeps
   * @param toleranceOn {@code states} or {@code outputs}; residuals, estimated errors and
   *     differences to the loop are of these
   * @param keptBytes all that is kept at a time, with the largest form
   * @param driverBytes what the driver keeps for secants, if it comes to them
   * @param availableBytes the executors' memory for it
   * @param executors that share the work
   * @param cores of all of them
   * @param expectedPasses evaluations of f over the steps; null where they depend on the iterations
   * @param forecast of what the ways to evaluate the series would cost
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Choices(
      String methodReason,
      String segmentReason,
      String beginning,
      String jacobians,
      boolean jacobiansKept,
      String toleranceOn,
      long keptBytes,
      long driverBytes,
      long availableBytes,
      int executors,
      int cores,
      Double expectedPasses,
      ForecastFigures forecast) {}

  /** The figures of a plan. */
  public static PlanFigures of(Plan plan) {
    return new PlanFigures(
        plan.layout(),
        plan.problem().stateSize(),
        plan.scans().toString(),
        new Choices(
            plan.choice().reason().isEmpty() ? null : plan.choice().reason(),
            plan.segments().reason(),
            plan.beginning().description(),
            plan.forms().toString(),
            plan.memory().keepJacobians(),
            plan.judged(),
            plan.memory().keptBytes(),
            plan.memory().largest().driverBytes(),
            plan.memory().availableBytes(),
            plan.cluster().executors(),
            plan.cluster().cores(),
            plan.expectedPasses().passes().isPresent()
                ? plan.expectedPasses().passes().getAsDouble()
                : null,
            ForecastFigures.of(plan)));
  }

  @JsonProperty
  long steps() {
    return layout.steps();
  }

  @JsonProperty
  int segmentLength() {
    return layout.segmentLength();
  }

  @JsonProperty
  int partitions() {
    return layout.partitions();
  }

  @JsonProperty
  int blocks() {
    return layout.blocks();
  }
}
