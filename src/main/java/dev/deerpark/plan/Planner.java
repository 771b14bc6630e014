// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Division;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.plan.forecast.Forecast;
import dev.deerpark.plan.forecast.StepCosts;
import dev.deerpark.plan.forecast.Way;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.plan.probe.Probe;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GuessSettings.Kind;
import dev.deerpark.settings.LayoutSettings.Scan;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.settings.OutputSettings.Emit;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.settings.SolverSettings.ToleranceOn;
import dev.deerpark.solve.Course;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import dev.deerpark.spark.ScanPlans;
import dev.deerpark.spark.scan.ScanPlan;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes plans from the settings and the measured dynamics. It needs no Spark session.
 *
 * @param settings of the run
 * @param problem the model's sizes and the series
 * @param kernel the name of the kernel that walks the segments
 * @param lanes segments that it walks at once
 * @param keptByDevice bytes that it keeps on an executor's device
 * @param cluster that shares the work
 */
public record Planner(
    EvaluateSettings settings,
    Problem problem,
    String kernel,
    int lanes,
    long keptByDevice,
    Cluster cluster) {

  /** A planner for runs with a kind of kernel. */
  public static Planner of(
      EvaluateSettings settings, Problem problem, KernelFactory kernels, Cluster cluster) {
    return new Planner(
        settings, problem, kernels.name(), kernels.lanes(), kernels.keptBytes(), cluster);
  }

  /** A planner for the same run over a part of the series. */
  public Planner of(TimeRange part) {
    return new Planner(settings, problem.of(part), kernel, lanes, keptByDevice, cluster);
  }

  /**
   * Whether the dynamics have to be measured: to choose the method, or the length of its segments.
   */
  public boolean needsDynamics() {
    Optional<Method> named = named(settings.solver());
    return named.isEmpty() || named.get().longSegments();
  }

  /** What a step costs with the kernel of the run. */
  public StepCosts costs() {
    return StepCosts.of(
        kernel, lanes, problem.stateSize(), problem.inputSize(), settings.solver().precision());
  }

  /**
   * A probe of the model's dynamics. It is bounded where its answer decides whether the loop is
   * taken.
   *
   * @param start {@code [D]}: the state before step 0; not modified
   * @param readout of the model's outputs; asked for where the tolerance is for them
   */
  public Probe probe(KernelFactory kernels, double[] start, Optional<RowFunction> readout) {
    SweepRule rule = SweepRule.of(settings.solver().precision(), settings.solver().tolerance());
    return new Probe(
        kernels,
        costs(),
        judgesOutputs() ? rule.judging(readout.orElseThrow()) : rule,
        start,
        problem.steps(),
        named(settings.solver()).isEmpty());
  }

  /** What shooting comes to where plain walks take too long to join. */
  private Way correction() {
    return Way.by(
        FormChoice.of(Method.SHOOTING, problem.stateSize(), settings.solver()).policy().largest());
  }

  private Optional<Forecaster.Written> written() {
    if (!settings.writesResult()) {
      return Optional.empty();
    }
    Set<Emit> emitted = settings.output().emit();
    int states = emitted.contains(Emit.STATES) ? problem.stateSize() : 0;
    int outputs = emitted.contains(Emit.OUTPUTS) ? problem.outputSize() : 0;
    return Optional.of(new Forecaster.Written(settings.output().every(), states + outputs));
  }

  /**
   * The method that was asked for; empty where it is to be chosen. A given segment length, or a
   * guess of the segments' starts, implies a method that has segments.
   */
  private static Optional<Method> named(SolverSettings solver) {
    return solver.method().isEmpty() && isSegmented(solver)
        ? Optional.of(Method.SHOOTING)
        : solver.method();
  }

  /** Whether the first walks know nothing of the answer but what a burn-in finds. */
  private static boolean beginsAnew(SolverSettings solver) {
    boolean isWarm = solver.guess().filter(guess -> guess.kind() == Kind.WARM).isPresent();
    return !isWarm && solver.shortSweeps() == 0;
  }

  /** Whether the user says how segments are cut, or where they begin. */
  private static boolean isSegmented(SolverSettings solver) {
    return solver.segmentLength().isPresent()
        || solver.guess().isPresent()
        || solver.shortSweeps() > 0;
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
    Forecast forecast = forecast(dynamics);
    MethodChoice foreseen = MethodChoice.of(named(solver), dynamics, forecast);
    MethodChoice choice = beginsAnew(solver) ? foreseen : foreseen.unforeseen();
    FormChoice wanted = FormChoice.of(choice.method(), problem.stateSize(), solver);
    LayoutPlanner cut = cut(choice.method(), wanted.policy(), dynamics);
    Segments segments = cut.segments(solver.segmentLength());
    Layout layout = cut.layout(segments, settings.layout());
    FormChoice forms = wanted.within(memory(layout, wanted.policy()), settings);
    Beginning beginning = Beginning.of(solver, segments);
    return plan(new Chosen(forecast, choice, forms, segments, layout, beginning), dynamics, series);
  }

  /**
   * Plans a run that goes on from a checkpoint: what bits depend on is as it was, and the rest is
   * planned for this cluster.
   *
   * @throws BadInputException as {@link #plan}
   */
  public Plan resume(Course course, SeriesFacts series) {
    Optional<Dynamics> unknown = Optional.empty();
    MethodChoice choice = new MethodChoice(course.method(), Optional.empty(), "");
    Segments segments =
        new Segments(course.layout().segmentLength(), OptionalInt.empty(), "as in the checkpoint");
    Layout layout =
        cut(course.method(), course.forms(), unknown)
            .shared(course.layout(), settings.layout().partitions());
    return plan(
        new Chosen(
            forecast(unknown),
            choice,
            new FormChoice(course.forms(), ""),
            segments,
            layout,
            Beginning.ofCheckpoint()),
        unknown,
        series);
  }

  private Forecast forecast(Optional<Dynamics> dynamics) {
    Optional<Segments> given =
        isSegmented(settings.solver()) ? dynamics.map(this::given) : Optional.empty();
    return new Forecaster(
            problem,
            lanes,
            cluster.cores(),
            costs(),
            given.map(this::correction).orElseGet(this::correction),
            dynamics,
            written(),
            given,
            judgesOutputs())
        .forecast();
  }

  /** The segments of a run whose segments or beginning the user gives, with its burn-in. */
  private Segments given(Dynamics dynamics) {
    SolverSettings solver = settings.solver();
    FormPolicy forms = FormChoice.of(Method.SHOOTING, problem.stateSize(), solver).policy();
    Segments segments =
        cut(Method.SHOOTING, forms, Optional.of(dynamics)).segments(solver.segmentLength());
    return segments.burningIn(Beginning.of(solver, segments).burnIn().map(BurnIn::steps));
  }

  /** What shooting comes to in segments that the user gives, which may be too many for secants. */
  private Way correction(Segments segments) {
    long count = Division.ceil(problem.steps(), segments.length());
    boolean tooMany = count > FormMemory.mostSegmentsWithSecants(problem.stateSize());
    return correction() == Way.SECANTS && tooMany ? Way.SHOOTING : correction();
  }

  private LayoutPlanner cut(Method method, FormPolicy forms, Optional<Dynamics> dynamics) {
    return new LayoutPlanner(problem, lanes, cluster.cores(), method, forms, dynamics);
  }

  /** What a plan is made of. */
  private record Chosen(
      Forecast forecast,
      MethodChoice method,
      FormChoice forms,
      Segments segments,
      Layout layout,
      Beginning beginning) {}

  private Plan plan(Chosen chosen, Optional<Dynamics> dynamics, SeriesFacts series) {
    SolverSettings solver = settings.solver();
    Layout layout = chosen.layout();
    Memory memory = memory(layout, chosen.forms().policy());
    SweepRule rule = SweepRule.of(solver.precision(), solver.tolerance());
    return new Plan(
        problem,
        cluster,
        chosen.forecast(),
        chosen.method(),
        chosen.forms(),
        kernel,
        memory.keepJacobians() ? rule : rule.recomputingJacobians(),
        judgesOutputs(),
        chosen.segments(),
        layout,
        chosen.beginning(),
        memory,
        scans(layout, memory, chosen.beginning()),
        series.readPlan(layout),
        schema(),
        dynamics.map(Dynamics::steps).orElse(0L),
        new Refusals(settings, problem, layout, memory, chosen.beginning(), series).sentences());
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
        settings.layout().jacobianStorage(),
        cluster,
        keptByDevice);
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

  /** The columns of the result, where one is written. */
  private Optional<TrajectorySchema> schema() {
    return settings.writesResult()
        ? Optional.of(TrajectorySchema.of(settings, problem.stateSize(), problem.hasReadout()))
        : Optional.empty();
  }
}
