// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.io.trajectory.TrajectoryWriter;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.report.Phase;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.solve.Solution;
import dev.deerpark.spark.BlockTrace;
import dev.deerpark.spark.FirstWalk;
import dev.deerpark.spark.RunKernels;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.TraceAccumulator;
import dev.deerpark.spark.TrajectoryRows;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Stages the states of a run for its output, walking them as it goes. Where the solver's first walk
 * begins from states that are expected to be right, that walk is the one that writes, and the run
 * costs one pass; should the walks not join, the right ones are written over it.
 */
final class StatesOutput implements FirstWalk {
  private final JavaSparkContext context;
  private final Run run;
  private final TrajectorySchema schema;
  private final long every;
  private final TrajectoryWriter writer;
  private final RunRecorder recorder;
  private Optional<BlockTrace> first = Optional.empty();

  StatesOutput(
      JavaSparkContext context,
      Run run,
      TrajectorySchema schema,
      long every,
      TrajectoryWriter writer,
      RunRecorder recorder) {
    this.context = context;
    this.run = run;
    this.schema = schema;
    this.every = every;
    this.writer = writer;
    this.recorder = recorder;
  }

  @Override
  public List<double[]> walk(JavaPairRDD<InputBlock, double[]> starts) {
    TraceAccumulator traces = stage(starts);
    first = Optional.of(traces.whole(blocks()));
    return traces.ends(blocks());
  }

  /**
   * Stages the solution, unless the first walk has.
   *
   * @return what walking it showed
   */
  BlockTrace finish(SparkEngine engine, Solution solution) {
    return isWrittenBy(solution) ? first.orElseThrow() : stage(engine.starts()).whole(blocks());
  }

  /** Evaluations of f after the solver's. */
  long steps(Solution solution) {
    return isWrittenBy(solution) ? 0 : run.layout().steps();
  }

  private boolean isWrittenBy(Solution solution) {
    return first.isPresent() && solution.iterations() == 0;
  }

  private TraceAccumulator stage(JavaPairRDD<InputBlock, double[]> starts) {
    return recorder.timed(Phase.WRITE, () -> staged(starts));
  }

  private TraceAccumulator staged(JavaPairRDD<InputBlock, double[]> starts) {
    RunKernels kernels = RunKernels.of(context, run.kernels());
    TraceAccumulator traces = new TraceAccumulator();
    context.sc().register(traces);
    Readout readout = schema.withOutputs() ? run.subject().model().readout().orElseThrow() : null;
    TrajectoryRows rows = new TrajectoryRows(run.layout(), kernels, schema, readout, every, traces);
    try {
      writer.stage(starts.mapPartitions(rows), schema.type());
    } finally {
      kernels.close();
    }
    return traces;
  }

  private int blocks() {
    return run.layout().blocks();
  }
}
