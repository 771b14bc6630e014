// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.simulation;

import dev.deerpark.scan.ScanTree;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.scan.TreeScan;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Plays a sweep on a cluster of any size. The tree is the scan's own: {@link TreeScan} merges the
 * runs of partitions and of groups, as it does on a cluster, with elements that count how many
 * combinations made them. So fan-in, depth and the sizes of messages are the real ones.
 */
public final class Simulation {
  /** The number of runs below which the tree plan leaves the merging to the driver. */
  private static final int DRIVER_RUNS = 16;

  private final SimulatedCluster cluster;
  private final SimulatedSweep sweep;
  private final TreeScan<Long> scan;
  private final Stage stage;

  /**
   * What was played.
   *
   * @param seconds of the sweep
   * @param stages one after the other
   * @param tasks that ended
   * @param combinations of elements, on the way up
   * @param driverCombinations of these, on the driver
   * @param driverBytes that the driver received
   * @param lost executors
   * @param late tasks
   * @param utilisation of all cores, by tasks
   */
  public record Played(
      double seconds,
      int stages,
      int tasks,
      long combinations,
      long driverCombinations,
      long driverBytes,
      int lost,
      int late,
      double utilisation) {}

  private Simulation(SimulatedCluster cluster, SimulatedSweep sweep, long turn) {
    Layout layout = sweep.layout();
    this.cluster = cluster;
    this.sweep = sweep;
    this.scan =
        new TreeScan<>(
            new ScanTree(layout.blocks(), layout.fanIn()), (earlier, later) -> earlier + later + 1);
    this.stage = new Stage(cluster, new Random(cluster.seed() + 7919 * turn));
  }

  /**
   * Plays one sweep.
   *
   * @param turn another one has other accidents
   */
  public static Played play(SimulatedCluster cluster, SimulatedSweep sweep, long turn) {
    return new Simulation(cluster, sweep, turn).play();
  }

  private Played play() {
    int partitions = sweep.layout().partitions();
    double[] work = new double[partitions];
    for (int partition = 0; partition < partitions; partition++) {
      work[partition] = sweep.taskSeconds(partition);
    }
    double[] ends = stage.play(0, work);
    List<Arrival> level = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      level.add(new Arrival(ends[partition], partition(partition)));
    }
    int stages = 1;
    int tasks = partitions;
    while (sweep.groupSize() > 0
        && level.size() > 1
        && (stages == 1 || level.size() > DRIVER_RUNS)) {
      level = grouped(level);
      stages++;
      tasks += level.size();
    }
    return merged(level, stages, tasks);
  }

  /** The run of a partition's blocks. */
  private TreeRun<Long> partition(int partition) {
    int first = sweep.layout().firstBlock(partition);
    int blocks = sweep.layout().firstBlock(partition + 1) - first;
    return scan.merge(scan.leaves(first, Collections.nCopies(blocks, 0L).iterator()));
  }

  /** The next level of the tree plan: a stage that begins when the one before has ended. */
  private List<Arrival> grouped(List<Arrival> level) {
    int groups = (level.size() + sweep.groupSize() - 1) / sweep.groupSize();
    double[] work = new double[groups];
    List<TreeRun<Long>> runs = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      List<Arrival> members =
          level.subList(
              group * sweep.groupSize(), Math.min(level.size(), (group + 1) * sweep.groupSize()));
      TreeRun<Long> whole = merge(members);
      work[group] = sweep.startSeconds() + receiving(members) + combining(members, whole);
      runs.add(whole);
    }
    double[] ends = stage.play(latest(level), work);
    List<Arrival> next = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      next.add(new Arrival(ends[group], runs.get(group)));
    }
    return next;
  }

  /** What is left is received and merged on the driver. */
  private Played merged(List<Arrival> level, int stages, int tasks) {
    TreeRun<Long> whole = merge(level);
    double seconds = latest(level) + receiving(level) + combining(level, whole);
    long all = new Arrival(0, whole).combinations();
    long before = level.stream().mapToLong(Arrival::combinations).sum();
    return new Played(
        seconds,
        stages,
        tasks,
        all,
        all - before,
        bytes(level),
        stage.lost(),
        stage.late(),
        stage.busySeconds() / (cluster.cores() * seconds));
  }

  private TreeRun<Long> merge(List<Arrival> members) {
    return scan.merge(members.stream().map(Arrival::run).toList());
  }

  private double receiving(List<Arrival> members) {
    return bytes(members) / cluster.bytesPerSecond();
  }

  private long bytes(List<Arrival> members) {
    return sweep.elementBytes()
        * members.stream().mapToLong(member -> member.run().elements().size()).sum();
  }

  private double combining(List<Arrival> members, TreeRun<Long> whole) {
    long before = members.stream().mapToLong(Arrival::combinations).sum();
    return (new Arrival(0, whole).combinations() - before) * sweep.combineSeconds();
  }

  private static double latest(List<Arrival> level) {
    return level.stream().mapToDouble(Arrival::seconds).max().orElse(0);
  }
}
