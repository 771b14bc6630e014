// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.report.ComparedRun;
import dev.deerpark.report.Verification;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.Solver;
import dev.deerpark.spark.SparkEngine;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of {@code evaluate --methods}: solves the same series by several methods, one after
 * the other, and reports how they did. It writes no result.
 */
public final class Compare {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Configuration hadoop;
  private final EvaluateSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param settings as from {@link EvaluateSettings#forEvaluate}, with methods to compare
   * @param console hears what happens
   */
  public Compare(SparkSession spark, EvaluateSettings settings, Console console) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.hadoop = context.hadoopConfiguration();
    this.settings = ExampleFiles.resolve(settings);
    this.console = console;
  }

  /**
   * Runs them all and writes the report, on failure too.
   *
   * @return {@link ExitStatus#NOT_CONVERGED} if any of them did not converge
   * @throws dev.deerpark.base.BadInputException for input that cannot be used; the report says so
   *     too
   */
  public ExitStatus run() {
    new OutputPlaces(settings, hadoop).checkReport(reportFolder());
    RunRecorder recorder = new RunRecorder("evaluate", settings, reportFolder(), hadoop, console);
    return recorder.record(
        () -> {
          recorder.greet();
          List<ComparedRun> runs = new ArrayList<>();
          for (SolverSettings method : settings.compared()) {
            console.line("");
            runs.add(solve(settings.withSolver(method), recorder));
          }
          return recorder.compared(runs);
        });
  }

  private ComparedRun solve(EvaluateSettings one, RunRecorder recorder) {
    Run run = recorder.timed("validate", () -> Run.prepare(spark, one, recorder.console()));
    recorder.planned(run);
    try (WorkDirectory work = workDirectory();
        LoadedSeries series = recorder.timed("read", run::load);
        SparkEngine engine = run.engine(spark, one, series, work)) {
      recorder.read(series, run);
      Solver solver = run.solver(one.solver(), console);
      long began = System.nanoTime();
      Solution solution = recorder.timed("solve", () -> solver.solve(engine));
      double seconds = (System.nanoTime() - began) / 1e9;
      console.line(solution.sentence());
      Verification verification = null;
      if (solution.outcome().converged()) {
        verification =
            recorder.timed("verify", () -> Verifier.verify(engine, one.output().verify()));
        console.line(verification.sentence());
      }
      return new ComparedRun(
          RunRecorder.plan(run),
          RunRecorder.figures(solution, run, solution.summary().residual(), 0),
          solution.outcome().name(),
          solution.sentence(),
          seconds,
          verification);
    }
  }

  private WorkDirectory workDirectory() {
    String folder = settings.layout().workDirectory().orElse(reportFolder());
    return WorkDirectory.in(new Path(folder), hadoop);
  }

  private String reportFolder() {
    return settings.output().reportFolder(settings.output().path().orElse(""));
  }
}
