// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.SeriesInput;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.io.file.Provisional;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.trajectory.ResultForm;
import dev.deerpark.io.trajectory.TableTarget;
import dev.deerpark.report.Phase;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OutputSettings;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of {@code evaluate --output-table}: solves and verifies, and then walks once more
 * into the table, which has no place where rows could wait for the check.
 */
final class EvaluateIntoTable {
  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final Console console;
  private final Configuration hadoop;

  EvaluateIntoTable(SparkSession spark, EvaluateSettings settings, Console console) {
    this.spark = spark;
    this.settings = settings;
    this.console = console;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
  }

  /**
   * Runs it to its end and writes the report, on failure too.
   *
   * @throws dev.deerpark.base.BadInputException for what cannot be used
   */
  ExitStatus run() {
    OutputSettings output = settings.output();
    String report = output.reportPath().orElseThrow();
    OutputPlaces places = new OutputPlaces(settings, hadoop);
    places.checkReport(report);
    places.checkFinalState();
    TableTarget target =
        new TableTarget(spark, output.table().orElseThrow(), output.mode(), ResultForm.of(output));
    if (target.isSkipped()) {
      console.line(
          "The table " + output.table().get() + " exists, so nothing is done: --mode skip.");
      places.warnOfSkippedState(console);
      return ExitStatus.DONE;
    }
    SeriesInput input = SeriesInput.of(spark, settings);
    places.requireApart(input.folders());
    input.rows().ifPresent(target::requireOther);
    places.attemptReport(report);
    RunRecorder recorder = new RunRecorder("evaluate", settings, report, spark, console);
    return recorder.record(() -> run(input, target, recorder));
  }

  private ExitStatus run(SeriesInput input, TableTarget target, RunRecorder recorder) {
    recorder.greet();
    Path parent =
        new Path(settings.layout().workDirectory().or(settings.output()::reportPath).orElseThrow());
    try (WorkDirectory work = WorkDirectory.in(parent, hadoop, recorder.console());
        SolvedSeries solved = new SolveSeries(input, work, recorder, target::check).run()) {
      if (!solved.good()) {
        return solved.ending().apply(Optional.empty());
      }
      recorder.timed(Phase.WRITE, () -> write(solved, target));
      return solved.ending().apply(settings.output().place());
    }
  }

  @SuppressWarnings("try") // the file is there to be closed
  private void write(SolvedSeries solved, TableTarget target) {
    Optional<Provisional> finalState = solved.finalState().get();
    Dataset<Row> rows = solved.open().frame(spark);
    try (Provisional file = finalState.orElse(null)) {
      finalState.ifPresent(Provisional::put);
      new JobLabels(spark.sparkContext())
          .label("deerpark table", "write the table", () -> target.write(rows));
      solved.open().stored();
      finalState.ifPresent(Provisional::keep);
    }
  }
}
