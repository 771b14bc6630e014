// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.FirstSweepChoice;
import dev.deerpark.app.run.NetworkFiles;
import dev.deerpark.app.run.Preparation;
import dev.deerpark.app.run.Run;
import dev.deerpark.app.run.RunCheckpoint;
import dev.deerpark.app.run.Verifier;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.io.file.ProvisionalFile;
import dev.deerpark.io.file.StateFile;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.io.trajectory.OutputTarget;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.io.trajectory.TrajectorySink;
import dev.deerpark.io.trajectory.TrajectoryWriter;
import dev.deerpark.linear.Dense;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.report.Phase;
import dev.deerpark.report.Verification;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.solve.ErrorBound;
import dev.deerpark.solve.Solution;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.StateOutput;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/** The use case of the command {@code evaluate}: read, solve, write, verify, report. */
public final class Evaluate {
  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param settings as from {@link EvaluateSettings#forEvaluate}, with its {@link ExampleFiles}
   * @param console hears what happens
   */
  public Evaluate(SparkSession spark, EvaluateSettings settings, Console console) {
    this.spark = spark;
    this.settings = settings;
    this.console = console;
  }

  /**
   * Runs it to its end and writes the report, on failure too.
   *
   * @throws BadInputException for input that cannot be used; the report says so too
   */
  public ExitStatus run() {
    OutputSettings output = settings.output();
    String path = output.path().orElseThrow();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    OutputPlaces places = new OutputPlaces(settings, hadoop);
    OutputTarget target = places.check();
    places.attempt(target);
    RunRecorder recorder =
        new RunRecorder("evaluate", settings, output.reportFolder(path), spark, console);
    return recorder.record(() -> run(target, recorder));
  }

  private ExitStatus run(OutputTarget target, RunRecorder recorder) {
    recorder.greet();
    Optional<NetworkModel> network =
        recorder.timed(
            Phase.VALIDATE,
            () -> NetworkFiles.several(settings, spark.sparkContext().hadoopConfiguration()));
    if (network.isPresent()) {
      requireNoCheckpoint();
      try (WorkDirectory work = workDirectory(target, recorder.console())) {
        return new EvaluateNetwork(spark, settings, network.get(), recorder).run(target, work);
      }
    }
    return runRecurrence(target, recorder);
  }

  private ExitStatus runRecurrence(OutputTarget target, RunRecorder recorder) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    RunCheckpoint checkpoint = RunCheckpoint.open(settings, hadoop, recorder.console());
    Run run =
        recorder.timed(
            Phase.VALIDATE,
            () -> new Preparation(spark, settings, recorder.console(), checkpoint.course()).run());
    checkpoint.requireSame(run);
    recorder.planned(run);
    try (WorkDirectory work = workDirectory(target, recorder.console());
        TrajectoryWriter writer = new TrajectoryWriter(spark, target);
        LoadedSeries series = recorder.timed(Phase.READ, run::load);
        SparkEngine engine = run.engine(series, work)) {
      recorder.read(series, run);
      StateOutput<InternalRow> output = output(run, writer, recorder);
      FirstSweepChoice first = new FirstSweepChoice(run, series.blocks());
      Solution solution =
          recorder.timed(
              Phase.SOLVE,
              () -> checkpoint.solve(
                      run, series, engine, recorder.monitor(), () -> first.of(engine, output)));
      recorder.solved(solution, run);
      if (!solution.outcome().converged() && !settings.output().keepUnconverged()) {
        return recorder.ended(solution, Optional.empty());
      }
      StateTrace trace = solution.written().orElseGet(() -> engine.trajectory().write(output));
      Solution judged = solution.judgedBy(trace.residual(), run.plan().rule().tolerance());
      recorder.written(trace, run, judged);
      if (!judged.outcome().converged() && !settings.output().keepUnconverged()) {
        return recorder.ended(judged, Optional.empty());
      }
      series.requireUnchanged();
      return finish(run, engine, judged, trace, writer, recorder, target, checkpoint);
    }
  }

  private void requireNoCheckpoint() {
    if (settings.layout().checkpoint().isPresent()) {
      throw new BadInputException(
          "--checkpoint: the model is a network of several nodes, whose state is not kept. Leave the"
              + " option out.");
    }
  }

  private StateOutput<InternalRow> output(Run run, TrajectoryWriter writer, RunRecorder recorder) {
    Timeline timeline = run.source().timeline();
    TrajectorySchema schema = run.plan().schema().orElseThrow().withTimes(timeline.axis().type());
    TrajectorySink sink =
        new TrajectorySink(
            schema, timeline, settings.output().every(), run.subject().model().readout());
    return new StateOutput<>(
        sink, rows -> recorder.timed(Phase.WRITE, () -> writer.stage(rows, schema.type())));
  }

  /** Verifies before anything becomes visible. */
  private ExitStatus finish(
      Run run,
      SparkEngine engine,
      Solution solution,
      StateTrace trace,
      TrajectoryWriter writer,
      RunRecorder recorder,
      OutputTarget target,
      RunCheckpoint checkpoint) {
    ErrorBound bound = ErrorBound.of(solution, run.plan().rule());
    Verification verification =
        recorder.timed(
            Phase.VERIFY,
            () ->
                Verifier.verify(
                    engine.trajectory(),
                    run.source().timeline(),
                    settings.output().verify(),
                    bound,
                    run.plan().judgesOutputs()));
    recorder.verified(verification);
    Solution verified = Verifier.judged(solution, verification, bound);
    if (!verified.outcome().converged() && !settings.output().keepUnconverged()) {
      return recorder.ended(verified, Optional.empty());
    }
    recorder.timed(Phase.WRITE, () -> writer.commit(finalState(run, trace, recorder.console())));
    checkpoint.delete();
    return recorder.ended(verified, Optional.of(target.path().toString()));
  }

  /** The last state, where it is wanted and finite. */
  private Optional<ProvisionalFile> finalState(Run run, StateTrace trace, Console warnings) {
    Optional<String> path = settings.output().finalState();
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (!Dense.isFinite(trace.lastEnd())) {
      warnings.warning("The last state is not finite, so " + path.get() + " was not written.");
      return Optional.empty();
    }
    StateFile state =
        new StateFile(
            run.source().timeline().lastIsoText(), run.subject().model().digest(), trace.lastEnd());
    return Optional.of(
        state.at(
            path.get(), settings.output().overwrite(), spark.sparkContext().hadoopConfiguration()));
  }

  private WorkDirectory workDirectory(OutputTarget target, Console warnings) {
    Path parent =
        settings.layout().workDirectory().map(Path::new).orElse(target.path().getParent());
    return WorkDirectory.in(parent, spark.sparkContext().hadoopConfiguration(), warnings);
  }
}
