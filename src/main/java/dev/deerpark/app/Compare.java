// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static dev.deerpark.solve.SolveListener.NONE;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.FirstSweepChoice;
import dev.deerpark.app.run.LoopDistance;
import dev.deerpark.app.run.Preparation;
import dev.deerpark.app.run.Run;
import dev.deerpark.app.run.SeriesInput;
import dev.deerpark.app.run.Verifier;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.report.ComparedRun;
import dev.deerpark.report.Phase;
import dev.deerpark.report.PlanFigures;
import dev.deerpark.report.SolverFigures;
import dev.deerpark.report.Verification;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.solve.ErrorBound;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.spark.SparkEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of {@code evaluate --methods}: solves the same series by several methods, one after
 * the other, and reports how they did. It writes no result.
 */
public final class Compare {
  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param settings as from {@link EvaluateSettings#forEvaluate}, with methods to compare
   * @param console hears what happens
   */
  public Compare(SparkSession spark, EvaluateSettings settings, Console console) {
    this.spark = spark;
    this.settings = settings;
    this.console = console;
  }

  /**
   * Runs them all and writes the report, on failure too.
   *
   * @return {@link ExitStatus#NOT_CONVERGED} if any of them did not converge
   * @throws BadInputException for input that cannot be used, or that changes; the report says so
   *     too
   */
  public ExitStatus run() {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    OutputPlaces places = new OutputPlaces(settings, hadoop);
    places.checkReport(reportFolder());
    places.requireApart(SeriesInput.of(spark, settings).folders());
    places.attemptReport(reportFolder());
    RunRecorder recorder = new RunRecorder("evaluate", settings, reportFolder(), spark, console);
    return recorder.record(
        () -> {
          recorder.greet();
          List<ComparedRun> runs = new ArrayList<>();
          Set<String> inputs = new HashSet<>();
          for (SolverSettings method : settings.compared()) {
            console.line("");
            runs.add(solve(settings.withSolver(method), recorder, inputs));
            recorder.comparedSoFar(runs);
          }
          return recorder.compared(runs);
        });
  }

  /**
   * @param inputs gets the checksum of the series that was read
   */
  private ComparedRun solve(EvaluateSettings one, RunRecorder recorder, Set<String> inputs) {
    Run run =
        recorder.timed(Phase.VALIDATE, () -> new Preparation(spark, one, recorder.console()).run());
    recorder.planned(run);
    try (WorkDirectory work = workDirectory(recorder.console());
        LoadedSeries series = recorder.timed(Phase.READ, run::load);
        SparkEngine engine = run.engine(series, work)) {
      recorder.read(series, run);
      inputs.add(series.digest());
      if (inputs.size() > 1) {
        throw new BadInputException(
            "The input "
                + one.input().place().orElseThrow()
                + " holds another series than for the"
                + " method before: it was written to meanwhile. Run the comparison again.");
      }
      Optional<LoopDistance> distance = distance(run, series, recorder);
      SolveListener follower = distance.<SolveListener>map(d -> d).orElse(NONE);
      Solver solver = run.solver(console, follower.and(recorder.monitor()), run.times());
      FirstSweepChoice first = new FirstSweepChoice(run, series.blocks());
      Solution solution = recorder.timed(Phase.SOLVE, () -> solver.solve(engine, first.of(engine)));
      console.line(solution.sentence());
      Solution verified = solution;
      Verification verification = null;
      if (solution.outcome().converged()) {
        ErrorBound bound = ErrorBound.of(solution, run.plan().rule());
        verification =
            recorder.timed(
                Phase.VERIFY,
                () ->
                    Verifier.verify(
                        engine.trajectory(),
                        run.times(),
                        one.output().verify(),
                        bound,
                        run.plan().judgesOutputs()));
        console.line(verification.sentence());
        verified = Verifier.judged(solution, verification, bound);
      }
      series.requireUnchanged();
      SolverFigures solved =
          SolverFigures.of(solution, run.plan(), run.times(), solution.summary().residual(), 0);
      SolverFigures figures = one.solver().method().isPresent() ? solved : solved.askedAs("auto");
      return new ComparedRun(
          PlanFigures.of(run.plan()),
          distance.map(d -> figures.following(d.differences())).orElse(figures),
          verified.outcome(),
          verified.sentence(),
          solution.history().stream().mapToDouble(IterationRecord::seconds).sum(),
          distance.flatMap(d -> d.iterationsTo(settings.againstLoop().orElseThrow())).orElse(null),
          verification);
    }
  }

  /** The distance to the loop, where it is to be followed. */
  private Optional<LoopDistance> distance(Run run, LoadedSeries series, RunRecorder recorder) {
    if (settings.againstLoop().isEmpty()) {
      return Optional.empty();
    }
    try (SparkEngine loop = run.engine(run.layout(), run.plan().rule(), series.blocks())) {
      return Optional.of(recorder.timed(Phase.VERIFY, () -> LoopDistance.toLoopOf(loop)));
    }
  }

  private WorkDirectory workDirectory(Console warnings) {
    String folder = settings.layout().workDirectory().orElse(reportFolder());
    return WorkDirectory.in(new Path(folder), spark.sparkContext().hadoopConfiguration(), warnings);
  }

  private String reportFolder() {
    return settings.output().reportFolder(settings.output().path().orElse(""));
  }
}
