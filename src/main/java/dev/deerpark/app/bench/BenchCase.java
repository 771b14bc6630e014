// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.bench;

import dev.deerpark.app.run.SolverChoice;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.sweep.BlockSweep;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.plan.Dynamics;
import dev.deerpark.plan.FormChoice;
import dev.deerpark.plan.LayoutPlanner;
import dev.deerpark.plan.MethodChoice;
import dev.deerpark.plan.Problem;
import dev.deerpark.plan.Segments;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.settings.DampingSettings;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.scan.ScanPlan;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** One network of a benchmark, which the loop and the methods solve in turns. */
final class BenchCase {
  private final JavaSparkContext context;
  private final BenchSettings settings;
  private final BenchSeries series;
  private final KernelFactory kernels;
  private final SweepRule rule;
  private final double[] start;

  /**
   * What a measurement came to.
   *
   * @param seconds of the solve phase: probe, burn-in and all iterations
   * @param what was done, in a few words; where it did not converge, the reason
   * @param converged whether the time means anything
   */
  record Timed(double seconds, String what, boolean converged) {

    /** A measurement that came to its result. */
    Timed(double seconds, String what) {
      this(seconds, what, true);
    }
  }

  BenchCase(
      JavaSparkContext context, BenchSettings settings, BenchSeries series, KernelFactory kernels) {
    this.context = context;
    this.settings = settings;
    this.series = series;
    this.kernels = kernels;
    this.rule = SweepRule.of(settings.precision(), settings.tolerance());
    this.start = new double[series.weights().build().stateSize()];
  }

  /** The sequential loop on this thread, by the kernel that is tuned for it. */
  Timed loop() {
    InputBlock whole = series.whole();
    Layout layout = new Layout(0, series.steps(), series.steps(), 1, 1, 2);
    try (Kernel kernel = kernels.open(Optional.empty())) {
      BlockSweep sweep = new BlockSweep(layout, rule, kernel);
      long began = System.nanoTime();
      sweep.walkFrom(whole, start);
      return new Timed((System.nanoTime() - began) / 1e9, "one core, in order");
    }
  }

  /**
   * A method on the cluster. Its inputs are in the executors' memory before the time begins.
   *
   * @param named empty: to be chosen from the dynamics
   */
  Timed method(Optional<Method> named) {
    int cores = context.defaultParallelism();
    long began = System.nanoTime();
    boolean probed = named.isEmpty() || named.get().longSegments();
    Optional<Dynamics> dynamics = probed ? Optional.of(probe()) : Optional.empty();
    MethodChoice choice = MethodChoice.of(named, dynamics, series.steps(), start.length, cores);
    double probing = (System.nanoTime() - began) / 1e9;
    Problem problem =
        new Problem(
            "bench", start.length, BenchSeries.INPUTS, false, new TimeRange(0, series.steps()));
    LayoutPlanner planner =
        new LayoutPlanner(
            problem,
            kernels.lanes(),
            cores,
            choice.method(),
            FormChoice.of(choice.method(), start.length).policy(),
            dynamics);
    Segments segments =
        planner.segments(probed ? OptionalInt.empty() : OptionalInt.of(settings.segmentLength()));
    Layout layout = planner.layout(segments, LayoutSettings.chosen());
    long probeSteps = dynamics.map(Dynamics::steps).orElse(0L);
    Timed solved = solve(choice.method(), layout, segments.burnIn(), probeSteps);
    return new Timed(probing + solved.seconds(), solved.what(), solved.converged());
  }

  private Dynamics probe() {
    int sampled = Dynamics.sampleOf(series.steps());
    InputBlock sample = series.sample((series.steps() - sampled) / 2, sampled);
    return Dynamics.of(kernels, rule, start, series.steps(), sample);
  }

  /** The usual time of an iteration, where there were some. */
  private static String eachOf(Solution solution) {
    double[] seconds =
        solution.history().stream()
            .skip(1)
            .mapToDouble(IterationRecord::seconds)
            .sorted()
            .toArray();
    return seconds.length == 0
        ? ""
        : String.format(
            Locale.ROOT, ", %.3f seconds for an iteration", seconds[seconds.length / 2]);
  }

  private Timed solve(Method method, Layout layout, OptionalInt burnIn, long probeSteps) {
    JavaRDD<InputBlock> inputs = series.distributed(context, layout);
    try (SparkEngine engine =
        new SparkEngine(
            context, layout, rule, ScanPlan.flat("for the benchmark"), kernels, inputs, start)) {
      DampingSettings damping = DampingSettings.unlessGiven(method.filters());
      SolverOptions options =
          new SolverOptions(
              method, SolverChoice.damper(damping), rule.tolerance(), 1000, OptionalDouble.empty());
      FirstSweep first =
          burnIn.isPresent()
              ? engine.from(new BurnIn(burnIn.getAsInt()))
              : engine.from(Guess.zeros());
      long began = System.nanoTime();
      Solution solution = new Solver(options, SolveListener.NONE).solve(engine, first);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (!solution.outcome().converged()) {
        return new Timed(seconds, solution.sentence(), false);
      }
      double passes = (double) (solution.steps() + probeSteps) / layout.steps();
      return new Timed(
          seconds,
          String.format(
              Locale.ROOT,
              "%s, segments of %,d steps, %d iterations, %.2f passes%s",
              method.label(),
              layout.segmentLength(),
              solution.iterations(),
              passes,
              eachOf(solution)));
    } finally {
      inputs.unpersist(false);
    }
  }
}
