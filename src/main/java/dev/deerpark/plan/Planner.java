// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.LayoutSettings.Scan;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.settings.OutputSettings.Emit;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.settings.SolverSettings.ToleranceOn;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import dev.deerpark.spark.ScanPlans;
import dev.deerpark.spark.scan.ScanPlan;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes plans from the settings and the measured dynamics. It needs no Spark session.
 *
 * @param settings of the run
 * @param problem the model's sizes and the series
 * @param kernel the name of the kernel that walks the segments
 * @param lanes segments that it walks at once
 * @param cluster that shares the work
 */
public record Planner(
    EvaluateSettings settings, Problem problem, String kernel, int lanes, Cluster cluster) {

  /** A planner for runs with a kind of kernel. */
  public static Planner of(
      EvaluateSettings settings, Problem problem, KernelFactory kernels, Cluster cluster) {
    return new Planner(settings, problem, kernels.name(), kernels.lanes(), cluster);
  }

  /**
   * Whether the dynamics have to be measured: to choose the method, or the length of its segments.
   */
  public boolean needsDynamics() {
    Optional<Method> named = named(settings.solver());
    return named.isEmpty() || named.get().longSegments();
  }

  /**
   * The method that was asked for; empty where it is to be chosen. A given segment length, or a
   * guess of the segments' starts, implies a method that has segments.
   */
  private static Optional<Method> named(SolverSettings solver) {
    boolean segmented =
        solver.segmentLength().isPresent()
            || solver.guess().isPresent()
            || solver.shortSweeps() > 0;
    return solver.method().isEmpty() && segmented ? Optional.of(Method.SHOOTING) : solver.method();
  }

  /**
   * Plans.
   *
   * @param dynamics present where {@link #needsDynamics}
   * @param series facts of the data that a layout depends on
   * @throws BadInputException where no plan is possible, since the requested blocks, partitions or
   *     columns cannot exist; other reasons against the run are among the plan's refusals
   */
  public Plan plan(Optional<Dynamics> dynamics, SeriesFacts series) {
    SolverSettings solver = settings.solver();
    MethodChoice choice =
        MethodChoice.of(
            named(solver), dynamics, problem.steps(), problem.stateSize(), cluster.cores());
    FormChoice wanted = FormChoice.of(choice.method(), problem.stateSize(), solver);
    LayoutPlanner cut =
        new LayoutPlanner(
            problem, lanes, cluster.cores(), choice.method(), wanted.policy(), dynamics);
    Segments segments = cut.segments(solver.segmentLength());
    Layout layout = cut.layout(segments, settings.layout());
    FormChoice forms = wanted.within(memory(layout, wanted.policy()), settings);
    Memory memory = memory(layout, forms.policy());
    SweepRule rule = SweepRule.of(solver.precision(), solver.tolerance());
    Beginning beginning = Beginning.of(solver, segments);
    return new Plan(
        problem,
        cluster,
        choice,
        forms,
        kernel,
        memory.keepJacobians() ? rule : rule.recomputingJacobians(),
        judgesOutputs(),
        segments,
        layout,
        beginning,
        memory,
        scans(layout, memory, beginning),
        series.readPlan(layout),
        settings.writesResult() ? Optional.of(schema()) : Optional.empty(),
        dynamics.map(Dynamics::steps).orElse(0L),
        new Refusals(settings, problem, layout, memory, beginning, series).sentences());
  }

  /** Whether outputs are all that is kept, unless the user decided. */
  private boolean judgesOutputs() {
    OutputSettings output = settings.output();
    boolean keepsOutputsAlone =
        settings.writesResult()
            && output.emit().equals(Set.of(Emit.OUTPUTS))
            && output.finalState().isEmpty();
    return problem.hasOutputsOfItsOwn()
        && settings
            .solver()
            .toleranceOn()
            .map(on -> on == ToleranceOn.OUTPUTS)
            .orElse(keepsOutputsAlone);
  }

  private Memory memory(Layout layout, FormPolicy policy) {
    return Memory.of(
        problem,
        layout,
        policy,
        settings.solver().damping().filters(),
        settings.solver().precision().bytes(),
        settings.layout().jacobians(),
        cluster);
  }

  /** For every form that a sweep may take, and for the loop, which has none. */
  private ScanPlans scans(Layout layout, Memory memory, Beginning beginning) {
    Map<JacobianForm, ScanPlan> plans = new EnumMap<>(JacobianForm.class);
    FormMemory none = FormMemory.of(layout, problem.stateSize(), JacobianForm.ZERO, false);
    plans.put(JacobianForm.ZERO, scan(layout, memory.nodes(), none));
    if (beginning.shortSweeps() > 0) {
      FormMemory full = FormMemory.of(layout, problem.stateSize(), JacobianForm.DENSE, false);
      plans.put(JacobianForm.DENSE, scan(layout, memory.nodes(), full));
    }
    memory.forms().forEach(form -> plans.put(form.form(), scan(layout, memory.nodes(), form)));
    return new ScanPlans(plans);
  }

  private ScanPlan scan(Layout layout, long nodes, FormMemory form) {
    Scan asked = settings.layout().scan();
    return switch (asked) {
      case FLAT -> ScanPlan.flat("as asked");
      case TREE -> ScanPlan.tree(layout.partitions(), "as asked");
      case AUTO -> ScanPlan.choose(layout.partitions(), nodes, form.elementBytes());
    };
  }

  /**
   * The columns of the result.
   *
   * @throws BadInputException where two would have the same name
   */
  private TrajectorySchema schema() {
    return new TrajectorySchema(
        settings.solver().precision(),
        settings.output().emit().contains(Emit.STATES),
        settings.output().emit().contains(Emit.OUTPUTS) && problem.hasReadout(),
        settings.input().timeColumn());
  }
}
