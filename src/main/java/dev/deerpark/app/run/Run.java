// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ProgressLines;
import dev.deerpark.base.OpenResources;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.io.table.SeriesSource;
import dev.deerpark.io.table.SeriesStates;
import dev.deerpark.io.table.series.SeriesStarts;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.plan.Plan;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.StepTimes;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.solve.Course;
import dev.deerpark.solve.SolveKeeper;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.SparkEngine;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * A run that is ready to begin: everything read but the series itself, and planned.
 *
 * @param spark where it runs
 * @param settings what was asked
 * @param subject the model with its columns
 * @param source the series, with its time indexes checked
 * @param kernels what walks
 * @param start {@code [D]}: the state before step 0, in the run's precision
 * @param states of many series, in which they begin; absent where all begin in the same
 * @param plan what it will do
 */
public record Run(
    SparkSession spark,
    EvaluateSettings settings,
    Subject subject,
    SeriesSource source,
    KernelFactory kernels,
    double[] start,
    Optional<SeriesStates> states,
    Plan plan) {

  /** How the series is cut. */
  public Layout layout() {
    return plan.layout();
  }

  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /**
   * Reads the series, if the plan can work.
   *
   * @throws dev.deerpark.base.BadInputException if it cannot, or if a value cannot be used
   */
  public LoadedSeries load() {
    plan.requireWorkable();
    LoadedSeries series =
        source.load(
            layout(),
            subject.model().normalisation(),
            plan.rule().precision(),
            StorageLevel.MEMORY_AND_DISK());
    LoadedSeries encoded = subject.model().encoder().map(series::encodedBy).orElse(series);
    if (!source.timeline().isOfSeries()) {
      return encoded;
    }
    return OpenResources.orClose(encoded::close, () -> encoded.of(starts()));
  }

  private SeriesStarts starts() {
    return SeriesStarts.of(
        context(),
        source.timeline(),
        states.map(own -> subject.initialState(plan.rule().precision())).orElse(start),
        states.map(own -> own.starts(layout())));
  }

  /** The engine over a series that was loaded, with its checkpoints in a folder of the run's. */
  public SparkEngine engine(LoadedSeries series, WorkDirectory work) {
    work.takeCheckpoints(context());
    return engine(layout(), plan.rule(), series.blocks());
  }

  /** An engine over a layout of some blocks; checkpoints go where the session says. */
  public SparkEngine engine(Layout layout, SweepRule rule, JavaRDD<InputBlock> blocks) {
    SweepRule judging =
        plan.judgesOutputs() ? rule.judging(subject.model().readout().orElseThrow()) : rule;
    return new SparkEngine(context(), layout, judging, plan.scans(), kernels, blocks, start);
  }

  /** What was chosen and decides about bits. */
  public Course course() {
    return new Course(
        plan.method(), plan.forms().policy(), layout(), plan.patience(), plan.crawlingPatience());
  }

  /** When its steps are. */
  public StepTimes times() {
    return new StepTimes(source.timeline(), false);
  }

  /**
   * The solver; of every iteration the listener hears, and then the console.
   *
   * @param times of the steps, for sentences
   */
  public Solver solver(Console console, SolveListener listener, StepTimes times) {
    return solver(course(), console, listener, SolveKeeper.NONE, times);
  }

  /**
   * The same for a run that an earlier one may have begun, and that may be gone on with.
   *
   * @param course of the run that began
   * @param keeper of its states
   */
  Solver solver(Course course, Console console, SolveListener listener, SolveKeeper keeper) {
    return solver(course, console, listener, keeper, times());
  }

  private Solver solver(
      Course course, Console console, SolveListener listener, SolveKeeper keeper, StepTimes times) {
    SolverSettings solver = settings.solver();
    return new Solver(
        new SolverOptions(
            course.method(),
            course.forms(),
            SolverChoice.damper(solver),
            plan.rule().tolerance(),
            solver.maxIterations(),
            course.patience(),
            course.crawlingPatience()),
        listener.and(new ProgressLines(console, layout(), plan.rule().tolerance())),
        keeper,
        step -> "time " + times.text(step));
  }
}
