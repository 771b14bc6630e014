// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.NetworkFiles;
import dev.deerpark.app.run.Preparation;
import dev.deerpark.app.run.Run;
import dev.deerpark.app.run.RunCheckpoint;
import dev.deerpark.app.run.SeriesInput;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.io.trajectory.BatchSink;
import dev.deerpark.io.trajectory.OutputTarget;
import dev.deerpark.io.trajectory.ResultForm;
import dev.deerpark.io.trajectory.TrajectoryWriter;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.report.Phase;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.settings.OutputSettings.Mode;
import dev.deerpark.spark.StateOutput;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

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
    if (output.table().isPresent()) {
      return new EvaluateIntoTable(spark, settings, console).run();
    }
    String path = output.path().orElseThrow();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    if (output.mode() == Mode.SKIP && OutputTarget.exists(hadoop, path)) {
      console.line("The output " + path + " exists, so nothing is done: --mode skip.");
      new OutputPlaces(settings, hadoop).warnOfSkippedState(console);
      return ExitStatus.DONE;
    }
    OutputPlaces places = new OutputPlaces(settings, hadoop);
    OutputTarget target = places.check();
    SeriesInput input = SeriesInput.of(spark, settings);
    places.requireApart(target, input.folders());
    places.attempt(target);
    RunRecorder recorder =
        new RunRecorder("evaluate", settings, output.reportFolder(path), spark, console);
    return recorder.record(() -> run(input, target, recorder));
  }

  private ExitStatus run(SeriesInput input, OutputTarget target, RunRecorder recorder) {
    recorder.greet();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Optional<NetworkModel> network =
        recorder.timed(Phase.VALIDATE, () -> NetworkFiles.several(settings, hadoop));
    if (network.isPresent()) {
      requireNoCheckpoint();
      try (WorkDirectory work = workDirectory(target, recorder.console())) {
        return new EvaluateNetwork(input, network.get(), recorder).run(target, work);
      }
    }
    return runRecurrence(input, target, recorder);
  }

  private ExitStatus runRecurrence(SeriesInput input, OutputTarget target, RunRecorder recorder) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    RunCheckpoint checkpoint = RunCheckpoint.open(settings, hadoop, recorder.console());
    Run run =
        recorder.timed(
            Phase.VALIDATE,
            () -> new Preparation(input, recorder.console(), checkpoint.course()).run());
    checkpoint.requireSame(run);
    recorder.resumed(checkpoint.resumedFrom());
    recorder.planned(run);
    try (WorkDirectory work = workDirectory(target, recorder.console());
        TrajectoryWriter writer =
            new TrajectoryWriter(spark, target, ResultForm.of(settings.output()));
        OpenRun open = OpenRun.of(run, work, recorder)) {
      OpenRun.Solved solved = open.solve(output(open, writer, recorder), checkpoint);
      if (solved.trace().isEmpty()) {
        return recorder.ended(solved.solution(), Optional.empty());
      }
      // verified before anything becomes visible
      StateTrace trace = solved.trace().get();
      recorder.timed(
          Phase.WRITE,
          () ->
              writer.commit(
                  finalStates(recorder)
                      .of(open, trace.lastEnd(), solved.solution().outcome().converged())));
      checkpoint.delete();
      return recorder.ended(solved.solution(), Optional.of(target.path().toString()));
    }
  }

  private void requireNoCheckpoint() {
    if (settings.layout().checkpoint().isPresent()) {
      throw new BadInputException(
          "--checkpoint: the model is a network of several nodes, whose state is not kept. Leave the"
              + " option out.");
    }
  }

  private static StateOutput<?> output(
      OpenRun open, TrajectoryWriter writer, RunRecorder recorder) {
    if (writer.takesBatches(open.type(), open.timeline())) {
      return new StateOutput<>(
          new BatchSink(open.sink()),
          batches -> recorder.timed(Phase.WRITE, () -> writer.stageBatches(batches, open.type())));
    }
    return new StateOutput<>(
        open.sink(), rows -> recorder.timed(Phase.WRITE, () -> writer.stage(rows, open.type())));
  }

  private FinalStates finalStates(RunRecorder recorder) {
    return new FinalStates(
        settings.output(), spark.sparkContext().hadoopConfiguration(), recorder.console());
  }

  private WorkDirectory workDirectory(OutputTarget target, Console warnings) {
    Path parent =
        settings.layout().workDirectory().map(Path::new).orElse(target.path().getParent());
    return WorkDirectory.in(parent, spark.sparkContext().hadoopConfiguration(), warnings);
  }
}
