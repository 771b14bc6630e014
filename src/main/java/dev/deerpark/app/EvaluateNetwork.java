// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.FirstSweepChoice;
import dev.deerpark.app.run.NetworkPreparation;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.app.run.NetworkSignals;
import dev.deerpark.app.run.Run;
import dev.deerpark.app.run.Verifier;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.io.file.NetworkStateFile;
import dev.deerpark.io.file.ProvisionalFile;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.io.trajectory.OutputTarget;
import dev.deerpark.io.trajectory.TrajectoryWriter;
import dev.deerpark.linear.Dense;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.report.EvaluatedNode;
import dev.deerpark.report.Phase;
import dev.deerpark.report.PlanFigures;
import dev.deerpark.report.SolverFigures;
import dev.deerpark.report.Verification;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.solve.ErrorBound;
import dev.deerpark.solve.Solution;
import dev.deerpark.spark.KeptStates;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.StateOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Evaluates a network of several nodes: solves one after the other over the whole series, so that
 * each gets the solved states of those before it, and then writes what all of them gave.
 */
final class EvaluateNetwork {
  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final NetworkModel model;
  private final RunRecorder recorder;

  /** The last state of each solved node, by its name. */
  private final Map<String, double[]> ends = new LinkedHashMap<>();

  EvaluateNetwork(
      SparkSession spark, EvaluateSettings settings, NetworkModel model, RunRecorder recorder) {
    this.spark = spark;
    this.settings = settings;
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
            Phase.VALIDATE,
            () -> new NetworkPreparation(spark, settings, recorder.console(), model).run());
    recorder.ofNetwork().planned(run);
    work.takeCheckpoints(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    try (TrajectoryWriter writer = new TrajectoryWriter(spark, target);
        LoadedSeries series = recorder.timed(Phase.READ, run::load);
        NetworkSignals signals = new NetworkSignals(run, series)) {
      recorder.read(series, run.nodes().get(0));
      List<EvaluatedNode> solved = new ArrayList<>();
      for (int node = 0; node < run.nodes().size(); node++) {
        solved.add(solve(run, node, signals));
        recorder.ofNetwork().evaluated(solved);
        if (!isGood(solved.get(node))) {
          return recorder.ofNetwork().ended(solved, Optional.empty());
        }
      }
      recorder.timed(
          Phase.WRITE,
          () ->
              new JobLabels(spark.sparkContext())
                  .label(
                      "deerpark network",
                      "write the states of all nodes",
                      () -> writer.stage(signals.rows(), run.schema().type())));
      series.requireUnchanged();
      recorder.timed(Phase.WRITE, () -> writer.commit(finalState(run)));
      return recorder.ofNetwork().ended(solved, Optional.of(target.path().toString()));
    }
  }

  /** The last states, where they are wanted and finite. */
  private Optional<ProvisionalFile> finalState(NetworkRun run) {
    Optional<String> path = settings.output().finalState();
    if (path.isPresent() && !ends.values().stream().allMatch(Dense::isFinite)) {
      recorder
          .console()
          .warning("The last states are not finite, so " + path.get() + " was not written.");
      return Optional.empty();
    }
    return path.map(
        file ->
            new NetworkStateFile(run.lastTime(), model.digest(), ends)
                .at(
                    file,
                    settings.output().overwrite(),
                    spark.sparkContext().hadoopConfiguration()));
  }

  /** Whether the nodes after this one are worth solving. */
  private boolean isGood(EvaluatedNode node) {
    return node.outcome().converged() || settings.output().keepUnconverged();
  }

  /** Solves a node, keeps its states, and compares them with its loop. */
  private EvaluatedNode solve(NetworkRun network, int index, NetworkSignals signals) {
    Run run = network.nodes().get(index);
    recorder.ofNetwork().beginning(network, index);
    KeptStates states = signals.room();
    try (NetworkSignals.Fed fed = signals.next();
        SparkEngine engine = run.engine(run.layout(), run.plan().rule(), fed.blocks())) {
      StateOutput<?> output = states.output(keep -> () -> recorder.timed(Phase.SOLVE, keep));
      FirstSweepChoice first = new FirstSweepChoice(run, fed.blocks());
      Solution solution =
          recorder.timed(
              Phase.SOLVE,
              () ->
                  run.solver(recorder.console(), recorder.monitor())
                      .solve(engine, first.of(engine, output)));
      recorder.warnOfUndetermined(solution, run);
      if (!solution.outcome().converged() && !settings.output().keepUnconverged()) {
        return node(network, index, solution, Optional.empty(), null);
      }
      StateTrace trace = solution.written().orElseGet(() -> engine.trajectory().write(output));
      signals.take(states);
      ends.put(network.node(index).name(), trace.lastEnd());
      Solution judged = solution.judgedBy(trace.residual(), run.plan().rule().tolerance());
      ErrorBound bound = ErrorBound.of(judged, run.plan().rule());
      Verification verification =
          recorder.timed(
              Phase.VERIFY,
              () ->
                  Verifier.verify(
                      engine.trajectory(),
                      run.source().timeline(),
                      settings.output().verify(),
                      bound,
                      false));
      return node(
          network,
          index,
          Verifier.judged(judged, verification, bound),
          Optional.of(trace),
          verification);
    }
  }

  private static EvaluatedNode node(
      NetworkRun network,
      int index,
      Solution solution,
      Optional<StateTrace> trace,
      Verification verification) {
    Run run = network.nodes().get(index);
    long steps = solution.written().isPresent() || trace.isEmpty() ? 0 : run.layout().steps();
    double residual = trace.map(StateTrace::residual).orElse(solution.summary().residual());
    return new EvaluatedNode(
        network.node(index).name(),
        network.node(index).type(),
        network.node(index).reversed(),
        PlanFigures.of(run.plan()),
        SolverFigures.of(solution, run.plan(), run.source().timeline(), residual, steps),
        solution.outcome(),
        solution.sentence(),
        trace.map(StateTrace::digest).orElse(null),
        verification);
  }
}
