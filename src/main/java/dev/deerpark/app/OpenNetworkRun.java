// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.record.RunRecorder;
import dev.deerpark.app.run.FirstSweepChoice;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.app.run.NetworkSignals;
import dev.deerpark.app.run.Run;
import dev.deerpark.app.run.Verifier;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.OpenResources;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.plan.Plan;
import dev.deerpark.report.EvaluatedNode;
import dev.deerpark.report.ForecastCheck;
import dev.deerpark.report.Phase;
import dev.deerpark.report.PlanFigures;
import dev.deerpark.report.SolverFigures;
import dev.deerpark.report.Verification;
import dev.deerpark.sequence.time.StepTimes;
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
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * A run of a network of several nodes with its series, and the states of its solved nodes, on the
 * executors; closing it frees them. The nodes are solved one after the other over the whole series,
 * so that each gets the solved states of those before it.
 */
final class OpenNetworkRun implements OpenResult {
  private final NetworkRun run;
  private final RunRecorder recorder;
  private final LoadedSeries series;
  private final NetworkSignals signals;
  private final NonFiniteOutputs nonFinite = new NonFiniteOutputs();
  private boolean converged;

  /** The last state of each solved node, by its name. */
  private final Map<String, double[]> ends = new LinkedHashMap<>();

  private OpenNetworkRun(NetworkRun run, RunRecorder recorder, LoadedSeries series) {
    this.run = run;
    this.recorder = recorder;
    this.series = series;
    this.signals = new NetworkSignals(run, series);
    run.nodes().get(0).spark().sparkContext().register(nonFinite);
  }

  /**
   * Reads the series.
   *
   * @param work where the nodes' states are made safe; closed by the caller, after this
   * @throws dev.deerpark.base.BadInputException if a plan cannot work, or a value cannot be used
   */
  static OpenNetworkRun of(NetworkRun run, WorkDirectory work, RunRecorder recorder) {
    work.takeCheckpoints(run.nodes().get(0).context());
    LoadedSeries series = recorder.timed(Phase.READ, run::load);
    return OpenResources.orClose(
        series::close,
        () -> {
          recorder.read(series, run.nodes().get(0));
          return new OpenNetworkRun(run, recorder, series);
        });
  }

  /** Solves the nodes, up to the first that is not good enough for those after it. */
  List<EvaluatedNode> solve() {
    List<EvaluatedNode> solved = new ArrayList<>();
    do {
      solved.add(solve(solved.size()));
      recorder.ofNetwork().evaluated(solved);
    } while (isGood(solved) && solved.size() < run.nodes().size());
    converged = solved.stream().allMatch(node -> node.outcome().converged());
    return solved;
  }

  /** Whether all nodes converged, once they have been solved. */
  boolean converged() {
    return converged;
  }

  /** Whether the last of these nodes may be used. */
  boolean isGood(List<EvaluatedNode> solved) {
    return solved.get(solved.size() - 1).outcome().converged()
        || run.settings().output().keepUnconverged();
  }

  /** The rows of the result, once all nodes have been solved. */
  @Override
  public JavaRDD<InternalRow> rows() {
    return signals.rows(nonFinite);
  }

  @Override
  public void stored() {
    if (converged) {
      recorder.ofNetwork().warnOfOutputs(nonFinite.value(), run);
    }
  }

  @Override
  public StructType type() {
    return run.schema().type();
  }

  /** The last state of each node, {@code [D]} by its name. */
  Map<String, double[]> ends() {
    return ends;
  }

  /**
   * @throws dev.deerpark.base.BadInputException where the input has changed since it was opened
   */
  void requireUnchanged() {
    series.requireUnchanged();
  }

  /** Solves a node, keeps its states, and compares them with its loop. */
  private EvaluatedNode solve(int index) {
    Run ofNode = run.nodes().get(index);
    recorder.ofNetwork().beginning(run, index);
    KeptStates states = signals.room();
    long began = System.nanoTime();
    try (NetworkSignals.Fed fed = signals.next();
        SparkEngine engine = ofNode.engine(ofNode.layout(), ofNode.plan().rule(), fed.blocks())) {
      StateOutput<?> output = states.output(keep -> () -> recorder.timed(Phase.SOLVE, keep));
      FirstSweepChoice first = new FirstSweepChoice(ofNode, fed.blocks());
      Solution solution =
          recorder.timed(
              Phase.SOLVE,
              () ->
                  ofNode
                      .solver(recorder.console(), recorder.monitor(), times(index))
                      .solve(engine, first.of(engine, output)));
      recorder.warnOfUndetermined(solution, ofNode);
      if (!solution.outcome().converged() && !run.settings().output().keepUnconverged()) {
        return node(index, solution, secondsSince(began), Optional.empty(), null);
      }
      StateTrace trace = solution.written().orElseGet(() -> engine.trajectory().write(output));
      double seconds = secondsSince(began);
      signals.take(states);
      ends.put(run.node(index).name(), trace.lastEnd());
      Plan plan = ofNode.plan();
      Solution judged = solution.judgedBy(trace.residual(), plan.rule().tolerance(), plan.judged());
      ErrorBound bound = ErrorBound.of(judged, ofNode.plan().rule());
      Verification verification =
          recorder.timed(
              Phase.VERIFY,
              () ->
                  Verifier.verify(
                      engine.trajectory(),
                      times(index),
                      run.settings().output().verify(),
                      bound,
                      false));
      return node(
          index,
          Verifier.judged(judged, verification, bound),
          seconds,
          Optional.of(trace),
          verification);
    }
  }

  /** When the steps of a node are. */
  private StepTimes times(int index) {
    return new StepTimes(run.nodes().get(index).source().timeline(), run.node(index).reversed());
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /**
   * @param seconds in which it was solved, and its states were kept
   */
  private EvaluatedNode node(
      int index,
      Solution solution,
      double seconds,
      Optional<StateTrace> trace,
      Verification verification) {
    Run ofNode = run.nodes().get(index);
    long steps = solution.written().isPresent() || trace.isEmpty() ? 0 : ofNode.layout().steps();
    double residual = trace.map(StateTrace::residual).orElse(solution.summary().residual());
    PlanFigures plan = PlanFigures.of(ofNode.plan());
    SolverFigures figures =
        SolverFigures.of(solution, ofNode.plan(), times(index), residual, steps);
    return new EvaluatedNode(
        run.node(index).name(),
        run.node(index).type(),
        run.node(index).reversed(),
        plan,
        figures,
        ForecastCheck.of(plan, figures, seconds).orElse(null),
        solution.outcome(),
        solution.sentence(),
        trace.map(StateTrace::digest).orElse(null),
        verification);
  }

  @Override
  public void close() {
    try (series;
        signals) {
      // both are closed, from the right, also where the first fails
    }
  }
}
