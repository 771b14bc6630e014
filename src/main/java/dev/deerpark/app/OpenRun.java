// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.FirstSweepChoice;
import dev.deerpark.app.run.Run;
import dev.deerpark.app.run.RunCheckpoint;
import dev.deerpark.app.run.Verifier;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.OpenResources;
import dev.deerpark.engine.trajectory.SeriesEnds;
import dev.deerpark.engine.trajectory.StateSink;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.io.table.series.StateTable;
import dev.deerpark.io.trajectory.StateColumns;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.io.trajectory.TrajectorySink;
import dev.deerpark.plan.Plan;
import dev.deerpark.report.Phase;
import dev.deerpark.report.Verification;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.solve.ErrorBound;
import dev.deerpark.solve.Solution;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.StateOutput;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** A run of one recurrence with its series on the executors, which closing it frees. */
final class OpenRun implements OpenResult {
  private final Run run;
  private final RunRecorder recorder;
  private final LoadedSeries series;
  private final SparkEngine engine;
  private final NonFiniteOutputs nonFinite = new NonFiniteOutputs();

  private OpenRun(Run run, RunRecorder recorder, LoadedSeries series, SparkEngine engine) {
    this.run = run;
    this.recorder = recorder;
    this.series = series;
    this.engine = engine;
    run.spark().sparkContext().register(nonFinite);
  }

  /**
   * Reads the series.
   *
   * @param work for checkpoints; closed by the caller, after this
   * @throws dev.deerpark.base.BadInputException if the plan cannot work, or a value cannot be used
   */
  static OpenRun of(Run run, WorkDirectory work, RunRecorder recorder) {
    LoadedSeries series = recorder.timed(Phase.READ, run::load);
    OpenRun open =
        OpenResources.orClose(
            series::close, () -> new OpenRun(run, recorder, series, run.engine(series, work)));
    return OpenResources.orClose(
        open::close,
        () -> {
          recorder.read(series, run);
          return open;
        });
  }

  Run run() {
    return run;
  }

  /**
   * A solution and what it is worth.
   *
   * @param trace of its states; absent where they are not to be used
   */
  record Solved(Solution solution, Optional<StateTrace> trace) {}

  /**
   * The same without storing rows. Their outputs are made nevertheless, to see whether they are
   * finite.
   */
  Solved solve(RunCheckpoint checkpoint) {
    return solve(new StateOutput<>(sink().ofOutputsAlone(), JavaRDD::count), checkpoint);
  }

  /**
   * Solves, walks all states into an output, judges them as they were walked, and verifies them.
   *
   * @param rows are made by the {@link #sink}
   * @param checkpoint that it goes on from, and that it leaves
   * @throws dev.deerpark.base.BadInputException where the input has changed meanwhile
   */
  <R> Solved solve(StateOutput<R> rows, RunCheckpoint checkpoint) {
    StateOutput<R> output = counted(rows);
    FirstSweepChoice first = new FirstSweepChoice(run, series.blocks());
    Solution solution =
        recorder.timed(
            Phase.SOLVE,
            () ->
                checkpoint.solve(
                    run, series, engine, recorder.monitor(), () -> first.of(engine, output)));
    recorder.solved(solution, run);
    if (!isGood(solution)) {
      return new Solved(solution, Optional.empty());
    }
    StateTrace trace = solution.written().orElseGet(() -> engine.trajectory().write(output));
    Plan plan = run.plan();
    Solution judged = solution.judgedBy(trace.residual(), plan.rule().tolerance(), plan.judged());
    recorder.written(trace, run, judged);
    if (judged.outcome().converged()) {
      recorder.warnOfOutputs(nonFinite.value(), run);
    }
    if (!isGood(judged)) {
      return new Solved(judged, Optional.empty());
    }
    series.requireUnchanged();
    Solution verified = verified(judged);
    return new Solved(verified, isGood(verified) ? Optional.of(trace) : Optional.empty());
  }

  /** Rows that are stored again are counted anew. */
  private <R> StateOutput<R> counted(StateOutput<R> output) {
    return new StateOutput<>(
        output.sink(),
        rows -> {
          nonFinite.reset();
          output.store().accept(rows);
        });
  }

  private Solution verified(Solution judged) {
    ErrorBound bound = ErrorBound.of(judged, run.plan().rule());
    Verification verification =
        recorder.timed(
            Phase.VERIFY,
            () ->
                Verifier.verify(
                    engine.trajectory(),
                    run.times(),
                    output().verify(),
                    bound,
                    run.plan().judgesOutputs()));
    recorder.verified(verification);
    return Verifier.judged(judged, verification, bound);
  }

  private boolean isGood(Solution solution) {
    return solution.outcome().converged() || output().keepUnconverged();
  }

  /** Makes the rows of the result, while it is solved. */
  TrajectorySink sink() {
    return plainSink().counting(nonFinite);
  }

  private TrajectorySink plainSink() {
    return new TrajectorySink(
        schema(), run.source().travelling(), output().every(), run.subject().model().readout());
  }

  /**
   * The last state of each of many series, as a run that goes on from them reads them; of series
   * that only the states have with which this run began, these. Computing them walks once.
   *
   * @param converged whether this run did
   */
  Dataset<Row> lastStates(boolean converged) {
    TrajectorySchema states =
        new TrajectorySchema(
                schema().precision(),
                StateColumns.array(StateColumns.STATE),
                false,
                schema().timeColumn())
            .on(run.source().timeline());
    StateSink<InternalRow> ends =
        new SeriesEnds<>(
            new TrajectorySink(states, run.source().travelling(), 1, Optional.empty()));
    Dataset<Row> rows =
        OpenResult.frame(run.spark(), engine.trajectory().rows(ends).rdd(), states.type());
    String[] names = rows.columns();
    Dataset<Row> last =
        rows.toDF("series", "time", "states")
            .select(
                col("series").as(names[0]),
                col("time").as(names[1]),
                lit(run.subject().model().digest()).as(StateTable.MODEL),
                lit(converged).as(StateTable.CONVERGED),
                col("states").cast("array<double>").as(StateTable.STATE));
    return run.states().map(before -> last.union(before.others())).orElse(last);
  }

  /** The times of the steps. */
  Timeline timeline() {
    return run.source().timeline();
  }

  @Override
  public StructType type() {
    return schema().type();
  }

  @Override
  public JavaRDD<InternalRow> rows() {
    return engine.trajectory().rows(plainSink());
  }

  private TrajectorySchema schema() {
    return schema(run);
  }

  /** The columns of the result of a run. */
  static TrajectorySchema schema(Run run) {
    return run.plan().schema().orElseThrow().on(run.source().timeline());
  }

  private OutputSettings output() {
    return run.settings().output();
  }

  @Override
  public void close() {
    try (series;
        engine) {
      // both are closed, from the right, also where the first fails
    }
  }
}
