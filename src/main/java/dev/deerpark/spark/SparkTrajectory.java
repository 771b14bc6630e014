// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.trajectory.Predictability;
import dev.deerpark.engine.trajectory.StateSink;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.engine.trajectory.Trajectory;
import dev.deerpark.engine.trajectory.TwinWalk;
import dev.deerpark.engine.trajectory.WalkedBlock;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import dev.deerpark.spark.SolutionFunctions.BlockEnd;
import dev.deerpark.spark.SolutionFunctions.LoopReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** The iterate of an engine on a cluster, valid until the engine makes another. */
public final class SparkTrajectory implements Trajectory {
  private final SweepFunctions.Setting setting;
  private final double[] start;
  private final JavaRDD<Tuple2<InputBlock, BlockIterate>> solution;
  private final JobLabels labels;

  /**
   * @param start {@code [D]}: the state before step 0; shared
   * @param solution persisted, in order
   */
  SparkTrajectory(
      SweepFunctions.Setting setting,
      double[] start,
      JavaRDD<Tuple2<InputBlock, BlockIterate>> solution,
      JobLabels labels) {
    this.setting = setting;
    this.start = start;
    this.solution = solution;
    this.labels = labels;
  }

  @Override
  public Layout layout() {
    return setting.layout();
  }

  /**
   * Walks the iterate into an output.
   *
   * @return the trace of the walk
   */
  public StateTrace write(StateOutput<?> output) {
    return WalkedBlock.whole(
        label("write the states", () -> SinkWalk.run(setting, guesses(), start, output, false)),
        closeness());
  }

  /**
   * The rows of all states, in the order of time from partition to partition and within each.
   * Whoever computes them walks the segments, each time anew, as long as the engine is open.
   */
  public <R> JavaRDD<R> rows(StateSink<R> sink) {
    return SinkWalk.rows(setting, guesses(), start, sink);
  }

  private JavaRDD<Tuple2<InputBlock, Guess>> guesses() {
    return RddOperations.map(
        solution, block -> new Tuple2<>(block._1(), Guess.given(block._2().starts())));
  }

  /**
   * The states at the starts of longer segments. Runs a job; the states are persisted for the
   * caller, and checkpointed, so that they outlive the engine.
   */
  JavaRDD<States> startsOf(int segmentLength) {
    int every = segmentLength / layout().segmentLength();
    JavaRDD<States> states =
        RddOperations.map(solution, block -> starts(block._2(), every))
            .setName("start states")
            .persist(StorageLevel.MEMORY_AND_DISK());
    states.checkpoint();
    label("keep start states", states::count);
    return states;
  }

  /** The start state of one in {@code every} segments, from the first on. */
  private static States starts(BlockIterate block, int every) {
    States starts = States.zeros((block.segments() + every - 1) / every, block.stateSize());
    for (int segment = 0; segment < starts.count(); segment++) {
      starts.set(segment, block.start(segment * every));
    }
    return starts;
  }

  @Override
  public Comparison compareWithLoop() {
    Comparison comparison = Comparison.NONE;
    double[] state = start;
    for (int partition = 0; partition < layout().partitions(); partition++) {
      SolutionFunctions.CompareWithLoop compare =
          new SolutionFunctions.CompareWithLoop(setting, state);
      LoopReport report =
          onPartition(
              "compare partition " + partition + " with the loop",
              RddOperations.mapPartitions(solution, compare),
              partition);
      comparison = comparison.and(report.comparison());
      state = report.state();
    }
    return comparison;
  }

  @Override
  public Comparison compareBlocks(List<Integer> blocks) {
    SolutionFunctions.WalkBlocks walk =
        new SolutionFunctions.WalkBlocks(setting, new HashSet<>(blocks));
    List<BlockEnd> ends =
        label(
            "compare sampled blocks",
            () -> RddOperations.collect(RddOperations.mapPartitions(solution, walk)));
    Map<Integer, double[]> walked = new HashMap<>();
    Map<Integer, double[]> goals = new HashMap<>();
    ends.forEach(end -> (end.walked() ? walked : goals).put(end.block(), end.state()));
    boolean repeat = ends.stream().allMatch(BlockEnd::repeats);
    Comparison comparison = Comparison.NONE.repeating(repeat);
    for (int block : blocks) {
      comparison =
          comparison.and(
              Comparison.ofBlock(
                  layout(), closeness(), block, walked.get(block), goals.get(block)));
    }
    return comparison;
  }

  @Override
  public Predictability predictability() {
    TwinWalk.At at = TwinWalk.At.start(start.length);
    for (int partition = 0; partition < layout().partitions(); partition++) {
      SolutionFunctions.FollowTwin follow = new SolutionFunctions.FollowTwin(setting, at);
      String description = "follow a twin through partition " + partition;
      at = onPartition(description, RddOperations.mapPartitions(solution, follow), partition);
    }
    return at.found();
  }

  @Override
  public List<Predictability> predictabilityOf(List<Integer> blocks) {
    SolutionFunctions.FollowTwins follow =
        new SolutionFunctions.FollowTwins(setting, new HashSet<>(blocks));
    return label(
        "follow twins through blocks",
        () -> RddOperations.collect(RddOperations.mapPartitions(solution, follow)));
  }

  private Closeness closeness() {
    return setting.rule().closeness();
  }

  /** The one result of one partition. */
  private <T> T onPartition(String description, JavaRDD<T> rdd, int partition) {
    return label(description, () -> RddOperations.collectPartition(rdd, partition).get(0));
  }

  private <T> T label(String description, Supplier<T> action) {
    return labels.label("deerpark solution", description, action);
  }
}
