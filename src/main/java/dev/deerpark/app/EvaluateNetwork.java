// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.NetworkPreparation;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.app.run.SeriesInput;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.trajectory.OutputTarget;
import dev.deerpark.io.trajectory.ResultForm;
import dev.deerpark.io.trajectory.TrajectoryWriter;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.report.EvaluatedNode;
import dev.deerpark.report.Phase;
import dev.deerpark.settings.EvaluateSettings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Evaluates a network of several nodes, and then writes what all of them gave. */
final class EvaluateNetwork {
  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final SeriesInput input;
  private final NetworkModel model;
  private final RunRecorder recorder;

  EvaluateNetwork(SeriesInput input, NetworkModel model, RunRecorder recorder) {
    this.spark = input.spark();
    this.settings = input.settings();
    this.input = input;
    this.model = model;
    this.recorder = recorder;
  }

  /**
   * Runs it to its end.
   *
   * @param work where the nodes' states are made safe
   * @throws dev.deerpark.base.BadInputException for input that cannot be used
   */
  ExitStatus run(OutputTarget target, WorkDirectory work) {
    NetworkRun run =
        recorder.timed(
            Phase.VALIDATE, () -> new NetworkPreparation(input, recorder.console(), model).run());
    recorder.ofNetwork().planned(run);
    try (TrajectoryWriter writer =
            new TrajectoryWriter(spark, target, ResultForm.of(settings.output()));
        OpenNetworkRun open = OpenNetworkRun.of(run, work, recorder)) {
      List<EvaluatedNode> solved = open.solve();
      if (!open.isGood(solved)) {
        return recorder.ofNetwork().ended(solved, Optional.empty());
      }
      recorder.timed(
          Phase.WRITE,
          () ->
              new JobLabels(spark.sparkContext())
                  .label(
                      "deerpark network",
                      "write the states of all nodes",
                      () -> writer.stage(open.rows(), open.type())));
      open.stored();
      open.requireUnchanged();
      recorder.timed(
          Phase.WRITE, () -> writer.commit(finalStates().of(run, open.ends(), open.converged())));
      return recorder.ofNetwork().ended(solved, Optional.of(target.path().toString()));
    }
  }

  private FinalStates finalStates() {
    return new FinalStates(
        settings.output(), spark.sparkContext().hadoopConfiguration(), recorder.console());
  }
}
