// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.measure;

import dev.deerpark.app.measure.Measurement.Times;
import dev.deerpark.app.run.SolverChoice;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.sweep.BlockSweep;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.Trajectory;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.plan.Forecaster;
import dev.deerpark.plan.FormChoice;
import dev.deerpark.plan.FormMemory;
import dev.deerpark.plan.LayoutPlanner;
import dev.deerpark.plan.MethodChoice;
import dev.deerpark.plan.Problem;
import dev.deerpark.plan.Segments;
import dev.deerpark.plan.forecast.Forecast;
import dev.deerpark.plan.forecast.StepCosts;
import dev.deerpark.plan.forecast.Way;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.plan.probe.Probe;
import dev.deerpark.report.Verification;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.DampingSettings;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.settings.LayoutSettings.Scan;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.scan.ScanPlan;
import dev.deerpark.study.model.Messages;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A network and a series for it, which the loop and the methods solve in turns.
 *
 * @param context where methods run, with a checkpoint directory
 * @param group of the jobs beside the solver's own
 * @param series the inputs
 * @param kernels that walk
 * @param start {@code [D]}: the state before step 0; not modified
 * @param rule of the sweeps
 */
public record Measured(
    JavaSparkContext context,
    String group,
    NormalSeries series,
    KernelFactory kernels,
    double[] start,
    SweepRule rule) {
  private static final int MOST_ITERATIONS = 1000;

  /** Versions of the iterate at a time: the one that is read and the one that is written. */
  private static final int VERSIONS = 2;

  /** Steps of the series that the loop has in memory at a time. */
  private static final int LOOP_STEPS = 1 << 20;

  /**
   * What is asked of a run.
   *
   * @param method empty: to be chosen from the dynamics
   * @param segmentLength for methods that do not choose their own; empty: one step
   * @param damping empty: the method's own
   * @param scan where the segments' maps are combined
   */
  public record Asked(
      Optional<Method> method,
      OptionalInt segmentLength,
      Optional<DampingSettings> damping,
      Scan scan) {}

  /** Checks a solution, with its states. */
  public interface Check extends BiFunction<Solution, Trajectory, Optional<Verification>> {}

  /** The seconds of the sequential loop on this thread, by the kernel that is tuned for it. */
  public double loop() {
    int block = (int) Math.min(LOOP_STEPS, series.steps());
    Layout layout = new Layout(0, series.steps(), block, 1, 1, 2);
    long nanoseconds = 0;
    try (Kernel kernel = kernels.open(Optional.empty())) {
      BlockSweep sweep = new BlockSweep(layout, rule, kernel);
      double[] state = start;
      for (int index = 0; index < layout.blocks(); index++) {
        InputBlock inputs = series.block(layout, index);
        long began = System.nanoTime();
        state = sweep.walkFrom(inputs, state).end();
        nanoseconds += System.nanoTime() - began;
      }
    }
    return nanoseconds / 1e9;
  }

  /** Probes, where the method needs it, and plans. */
  public Planned plan(Asked asked) {
    int cores = context.defaultParallelism();
    long beganMillis = System.currentTimeMillis();
    long began = System.nanoTime();
    boolean probed = asked.method().isEmpty() || asked.method().get().longSegments();
    TimeRange times = new TimeRange(0, series.steps());
    Problem problem = new Problem("measured", start.length, series.width(), 0, times);
    StepCosts costs =
        StepCosts.of(
            kernels.name(), kernels.lanes(), start.length, series.width(), rule.precision());
    Optional<Dynamics> dynamics =
        probed ? Optional.of(probe(costs, asked.method().isEmpty())) : Optional.empty();
    Way correction = Way.by(FormChoice.of(Method.SHOOTING, start.length).policy().largest());
    Forecast forecast =
        new Forecaster(
                problem, kernels.lanes(), cores, costs, correction, dynamics, Optional.empty())
            .forecast();
    Method method = MethodChoice.of(asked.method(), dynamics, forecast).method();
    LayoutPlanner planner =
        new LayoutPlanner(
            problem,
            kernels.lanes(),
            cores,
            method,
            FormChoice.of(method, start.length).policy(),
            dynamics);
    Segments segments =
        planner.segments(
            method.choosesSegmentLength() && probed ? OptionalInt.empty() : asked.segmentLength());
    Layout layout = planner.layout(segments, LayoutSettings.chosen());
    double probing = (System.nanoTime() - began) / 1e9;
    DampingSettings damping =
        asked.damping().orElseGet(() -> DampingSettings.unlessGiven(method.filters()));
    return new Planned(
        method,
        layout,
        segments.burnIn(),
        dynamics.map(Dynamics::steps).orElse(0L),
        new SolverOptions(
            method,
            SolverChoice.damper(damping),
            rule.tolerance(),
            MOST_ITERATIONS,
            OptionalDouble.empty()),
        scan(asked.scan(), layout, method),
        beganMillis,
        probing);
  }

  private Dynamics probe(StepCosts costs, boolean bounded) {
    return new Probe(kernels, costs, rule, start, series.steps(), bounded).measure(series::sample);
  }

  /**
   * What is known of a run before it is solved.
   *
   * @param method that is taken
   * @param layout of the series
   * @param burnIn steps of each segment's burn-in
   * @param probeSteps evaluations of f by the probe
   * @param options of the solver
   * @param scan where the segments' maps are combined
   * @param beganMillis when the probe began
   * @param probing seconds that the probe and the plan took
   */
  public record Planned(
      Method method,
      Layout layout,
      OptionalInt burnIn,
      long probeSteps,
      SolverOptions options,
      ScanPlan scan,
      long beganMillis,
      double probing) {

    /** What is kept on the executors between sweeps, for states of D numbers. */
    public double keptBytes(int stateSize) {
      double perSegment = 2.0 * stateSize + options.forms().largest().longEntries(stateSize);
      return VERSIONS * Double.BYTES * perSegment * layout.segments();
    }
  }

  private ScanPlan scan(Scan asked, Layout layout, Method method) {
    return switch (asked) {
      case FLAT -> ScanPlan.flat("as asked");
      case TREE -> ScanPlan.tree(layout.partitions(), "as asked");
      case AUTO ->
          ScanPlan.choose(
              layout.partitions(),
              Messages.elements(layout),
              FormMemory.elementBytes(method.forms().largest(), start.length, method.filters()));
    };
  }

  /**
   * Runs on the cluster what was planned. Its inputs are in the executors' memory before the
   * solver's time begins.
   *
   * @param check is no part of the time
   */
  public Measurement run(Planned planned, Check check) {
    Layout layout = planned.layout();
    JavaRDD<InputBlock> inputs = series.distributed(context, layout, group);
    try (SparkEngine engine =
        new SparkEngine(context, layout, rule, planned.scan(), kernels, inputs, start)) {
      FirstSweep first =
          planned.burnIn().isPresent()
              ? engine.from(new BurnIn(planned.burnIn().getAsInt()))
              : engine.from(Guess.zeros());
      long solvingMillis = System.currentTimeMillis();
      long began = System.nanoTime();
      Solution solution = new Solver(planned.options(), SolveListener.NONE).solve(engine, first);
      double seconds = (System.nanoTime() - began) / 1e9;
      Times times =
          new Times(
              planned.beganMillis(),
              solvingMillis,
              System.currentTimeMillis(),
              planned.probing(),
              seconds);
      return new Measurement(
          planned.method(),
          layout,
          planned.burnIn(),
          planned.probeSteps(),
          solution,
          times,
          check.apply(solution, engine.trajectory()));
    } finally {
      inputs.unpersist(false);
    }
  }
}
