// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.BurnIn;
import dev.deerpark.engine.Damping;
import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.Guess;
import dev.deerpark.engine.SweepWork;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Start states that were worked out before the first sweep, {@code [S][D]} a block, in the blocks'
 * order and partitions.
 */
public final class FirstStates implements AutoCloseable {
  private final JavaRDD<double[]> states;
  private final SweepWork work;
  private final Runnable release;

  /**
   * @param states persisted where they are dear
   * @param work that they cost
   * @param release what closing does
   */
  public FirstStates(JavaRDD<double[]> states, SweepWork work, Runnable release) {
    this.states = states;
    this.work = work;
    this.release = release;
  }

  /** Walks the ends of all segments, in a job, and passes each block's last end to the next. */
  static FirstStates burnIn(
      BurnIn burnIn, SweepFunctions.Setting setting, JavaRDD<InputBlock> inputs, double[] start) {
    JavaRDD<double[]> ends =
        inputs
            .mapPartitions(new Tails(setting, burnIn, start))
            .setName("burn-in")
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<double[]> before = new ArrayList<>(List.of(start));
    before.addAll(
        ends.map(block -> Arrays.copyOfRange(block, block.length - start.length, block.length))
            .collect());
    Broadcast<List<double[]>> shifted =
        JavaSparkContext.fromSparkContext(ends.context()).broadcast(before);
    return new FirstStates(
        ends.mapPartitionsWithIndex(new Shift(setting, shifted), true),
        SweepWork.ofSteps(burnIn.work(setting.layout())),
        () -> {
          ends.unpersist(false);
          shifted.destroy();
        });
  }

  /**
   * Makes some sweeps of Newton's method at segment length 1, and takes its states at the starts of
   * longer segments. Runs the jobs; the states are checkpointed, so the engine may be closed.
   *
   * @param engine over segments of one step, in blocks of as many steps
   * @param sweeps updates, at least 1
   * @param segmentLength of the segments that the states are for
   */
  public static FirstStates shortSweeps(
      SparkEngine engine, Guess guess, int sweeps, int segmentLength) {
    Sweep sweep = engine.begin(guess, JacobianForm.DENSE, Damping.NONE);
    SweepWork work = sweep.summary().work();
    for (int i = 1; i <= sweeps; i++) {
      // the last one is not updated again, so it needs no Jacobians
      JacobianForm form = i < sweeps ? JacobianForm.DENSE : JacobianForm.ZERO;
      work = work.plus(engine.advance(form, Damping.NONE).summary().work());
    }
    JavaRDD<double[]> states =
        engine
            .solution()
            .map(block -> everyStart(block._2(), segmentLength))
            .setName("short sweeps")
            .persist(StorageLevel.MEMORY_AND_DISK());
    // cuts them off from the engine, whose broadcasts end with it
    states.checkpoint();
    states.count();
    return new FirstStates(states, work, () -> states.unpersist(false));
  }

  private static double[] everyStart(BlockIterate block, int segmentLength) {
    int segments = (block.segments() + segmentLength - 1) / segmentLength;
    States starts = States.zeros(segments, block.stateSize());
    for (int segment = 0; segment < segments; segment++) {
      starts.set(segment, block.start(segment * segmentLength));
    }
    return starts.array();
  }

  SweepWork work() {
    return work;
  }

  JavaRDD<double[]> rdd() {
    return states;
  }

  @Override
  public void close() {
    release.run();
  }

  /** The ends of a partition's blocks. */
  private record Tails(SweepFunctions.Setting setting, BurnIn burnIn, double[] start)
      implements FlatMapFunction<Iterator<InputBlock>, double[]> {
    @Override
    public Iterator<double[]> call(Iterator<InputBlock> blocks) {
      Kernel kernel = setting.kernels().ofTask();
      return Iterators.map(
          blocks, block -> burnIn.ends(setting.layout(), block, start, kernel).array());
    }
  }

  /** Where segments end becomes where the next ones start. */
  private record Shift(SweepFunctions.Setting setting, Broadcast<List<double[]>> before)
      implements Function2<Integer, Iterator<double[]>, Iterator<double[]>> {
    @Override
    public Iterator<double[]> call(Integer partition, Iterator<double[]> blocks) {
      int[] block = {setting.layout().firstBlock(partition)};
      return Iterators.map(
          blocks,
          ends -> {
            double[] first = before.value().get(block[0]++);
            return BurnIn.starts(first, new States(ends, first.length)).array();
          });
    }
  }
}
