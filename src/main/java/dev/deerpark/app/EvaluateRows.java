// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.SeriesInput;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.OpenResources;
import dev.deerpark.settings.EvaluateSettings;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of a program that evaluates a DataFrame in its own session: read, solve, verify. The
 * result is walked when it is used.
 */
public final class EvaluateRows {
  private final SparkSession spark;
  private final SeriesInput input;
  private final EvaluateSettings settings;
  private final Console console;

  /**
   * @param rows of the series; its session is left running
   * @param settings as from {@link EvaluateSettings#forRows}
   * @param console hears what happens
   */
  public EvaluateRows(Dataset<Row> rows, EvaluateSettings settings, Console console) {
    this.spark = rows.sparkSession();
    this.input = SeriesInput.of(rows, settings);
    this.settings = settings;
    this.console = console;
  }

  /**
   * Solves the series. Of several in one application, one is solved at a time, because Spark has
   * one folder for checkpoints.
   *
   * @return to be closed by the caller
   * @throws dev.deerpark.base.BadInputException for what cannot be used
   */
  public LazyResult run() {
    synchronized (spark.sparkContext()) {
      RunRecorder recorder = RunRecorder.withoutFolder("evaluate", settings, spark, console);
      return recorder.follow(() -> run(recorder));
    }
  }

  private LazyResult run(RunRecorder recorder) {
    recorder.greet();
    WorkDirectory work =
        WorkDirectory.in(
            new WorkPlace(settings, spark).path(),
            spark.sparkContext().hadoopConfiguration(),
            recorder.console());
    return OpenResources.orClose(
        work::close,
        () -> {
          SolvedSeries solved = new SolveSeries(input, work, recorder, type -> {}).run();
          return OpenResources.orClose(solved::close, () -> result(solved, work, recorder));
        });
  }

  private LazyResult result(SolvedSeries solved, WorkDirectory work, RunRecorder recorder) {
    work.giveBackCheckpoints();
    ExitStatus status = solved.ending().apply(Optional.empty());
    return LazyResult.of(spark, solved, status == ExitStatus.DONE, work, recorder.json());
  }
}
