// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.NetworkFiles;
import dev.deerpark.app.run.NetworkPreparation;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.app.run.Preparation;
import dev.deerpark.app.run.Run;
import dev.deerpark.app.run.RunCheckpoint;
import dev.deerpark.app.run.SeriesInput;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.OpenResources;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.report.EvaluatedNode;
import dev.deerpark.report.Phase;
import dev.deerpark.settings.EvaluateSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;

/** Reads, solves and verifies a series, one recurrence or a network, without writing its rows. */
final class SolveSeries {
  private final SeriesInput input;
  private final EvaluateSettings settings;
  private final Configuration hadoop;
  private final WorkDirectory work;
  private final RunRecorder recorder;
  private final Consumer<StructType> planned;

  /**
   * @param work closed by the caller, after the result
   * @param planned hears the columns of the result before the series is read
   */
  SolveSeries(
      SeriesInput input, WorkDirectory work, RunRecorder recorder, Consumer<StructType> planned) {
    this.input = input;
    this.settings = input.settings();
    this.hadoop = input.spark().sparkContext().hadoopConfiguration();
    this.work = work;
    this.recorder = recorder;
    this.planned = planned;
  }

  /**
   * @return to be closed by the caller
   * @throws dev.deerpark.base.BadInputException for what cannot be used
   */
  SolvedSeries run() {
    Optional<NetworkModel> network =
        recorder.timed(Phase.VALIDATE, () -> NetworkFiles.several(settings, hadoop));
    return network.map(this::network).orElseGet(this::recurrence);
  }

  private SolvedSeries recurrence() {
    Run run =
        recorder.timed(Phase.VALIDATE, () -> new Preparation(input, recorder.console()).run());
    recorder.planned(run);
    planned.accept(OpenRun.schema(run).type());
    OpenRun open = OpenRun.of(run, work, recorder);
    return OpenResources.orClose(
        open::close,
        () -> {
          RunCheckpoint checkpoint = RunCheckpoint.open(settings, hadoop, recorder.console());
          OpenRun.Solved solved = open.solve(checkpoint);
          return new SolvedSeries(
              open,
              solved.trace().isPresent(),
              () ->
                  solved
                      .trace()
                      .map(StateTrace::lastEnd)
                      .flatMap(
                          end ->
                              finalStates().of(open, end, solved.solution().outcome().converged())),
              output -> recorder.ended(solved.solution(), output));
        });
  }

  private SolvedSeries network(NetworkModel model) {
    NetworkRun run =
        recorder.timed(
            Phase.VALIDATE, () -> new NetworkPreparation(input, recorder.console(), model).run());
    recorder.ofNetwork().planned(run);
    planned.accept(run.schema().type());
    OpenNetworkRun open = OpenNetworkRun.of(run, work, recorder);
    return OpenResources.orClose(
        open::close,
        () -> {
          List<EvaluatedNode> solved = open.solve();
          open.requireUnchanged();
          return new SolvedSeries(
              open,
              open.isGood(solved),
              () -> finalStates().of(run, open.ends(), open.converged()),
              output -> recorder.ofNetwork().ended(solved, output));
        });
  }

  private FinalStates finalStates() {
    return new FinalStates(settings.output(), hadoop, recorder.console());
  }
}
