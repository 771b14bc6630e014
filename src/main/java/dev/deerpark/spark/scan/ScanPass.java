// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.scan;

import dev.deerpark.base.OpenResources;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.scan.Action;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.scan.TreeScan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A scan whose elements have been folded, ready for the way down. Every level of the way up is kept
 * for it, on the executors, until this is closed.
 *
 * @param <E> the elements
 * @param <S> the states
 */
public final class ScanPass<E, S> implements AutoCloseable {
  /** The number of runs below which the tree plan leaves the merging to the driver. */
  private static final int DRIVER_RUNS = 16;

  private final TreeScan<E> scan;
  private final Action<E, S> action;
  private final LeafOrder order;
  private final List<JavaRDD<RunGroup<E>>> levels;
  private final List<TreeRun<E>> top;

  private ScanPass(
      TreeScan<E> scan,
      Action<E, S> action,
      LeafOrder order,
      List<JavaRDD<RunGroup<E>>> levels,
      List<TreeRun<E>> top) {
    this.scan = scan;
    this.action = action;
    this.order = order;
    this.levels = levels;
    this.top = top;
  }

  static <E, S> ScanPass<E, S> up(
      TreeScan<E> scan, Action<E, S> action, LeafOrder order, ScanPlan plan, JavaRDD<E> elements) {
    JavaRDD<TreeRun<E>> runs =
        RddOperations.mapPartitionsWithIndex(
            elements, new ScanFunctions.FoldPartition<>(scan, order));
    List<JavaRDD<RunGroup<E>>> levels = new ArrayList<>();
    int count = order.partitions();
    while (!plan.isFlat() && count > 1 && (levels.isEmpty() || count > DRIVER_RUNS)) {
      // partitions are in the order of elements; from the first level on, in the order of the scan
      LeafOrder positions = levels.isEmpty() ? order : ScanFunctions.straight(count);
      count = (count + plan.groupSize() - 1) / plan.groupSize();
      JavaRDD<RunGroup<E>> level = group(scan, runs, positions, plan.groupSize(), count);
      levels.add(
          level.setName("scan level " + levels.size()).persist(StorageLevel.MEMORY_AND_DISK()));
      runs = RddOperations.map(level, RunGroup::whole);
    }
    try {
      List<TreeRun<E>> top = RddOperations.collect(runs);
      return new ScanPass<>(
          scan, action, order, levels, levels.isEmpty() ? order.arrange(top) : top);
    } catch (Throwable failure) {
      release(levels);
      throw failure;
    }
  }

  private static <E> JavaRDD<RunGroup<E>> group(
      TreeScan<E> scan, JavaRDD<TreeRun<E>> runs, LeafOrder order, int size, int groups) {
    JavaRDD<Tuple2<Integer, TreeRun<E>>> keyed =
        RddOperations.mapPartitionsWithIndex(runs, new ScanFunctions.Key<>(order));
    return RddOperations.mapPartitions(
        RddOperations.partitionBy(keyed, new ScanFunctions.ByGroup(size, groups)),
        new ScanFunctions.Group<>(scan));
  }

  /**
   * All elements as one.
   *
   * @throws IllegalStateException if there are none
   */
  public E whole() {
    TreeRun<E> whole = scan.merge(top);
    if (whole.isEmpty()) {
      throw new IllegalStateException("a scan over no elements");
    }
    return whole.elements().get(0);
  }

  /**
   * The way down, lazily: the state before each element, in the places of the elements.
   *
   * @param elements as on the way up. In an iteration with checkpoints make this RDD anew: one that
   *     has been used in a job keeps its partitions, and with them the whole lineage from before
   *     the checkpoint
   * @param start the state before the first element of the scan
   */
  public JavaRDD<S> down(JavaRDD<E> elements, S start) {
    List<List<S>> states = scan.descend(top, List.of(start), action);
    if (levels.isEmpty()) {
      return RddOperations.mapPartitionsWithIndex(
          elements, new ScanFunctions.LeavesFromDriver<>(scan, action, order, states));
    }
    int last = levels.size() - 1;
    JavaRDD<Tuple2<Integer, List<S>>> below =
        RddOperations.mapPartitionsWithIndex(
            levels.get(last), new ScanFunctions.DescendFromDriver<>(scan, action, states));
    for (int level = last - 1; level >= 0; level--) {
      below =
          RddOperations.zipPartitions(
              levels.get(level),
              placed(below, ScanFunctions.straight(levels.get(level).getNumPartitions())),
              new ScanFunctions.Descend<>(scan, action));
    }
    return RddOperations.zipPartitions(
        elements, placed(below, order), new ScanFunctions.LeavesFromTree<>(scan, action, order));
  }

  /** Each run's states in the partition that holds the run. */
  private static <S> JavaRDD<Tuple2<Integer, List<S>>> placed(
      JavaRDD<Tuple2<Integer, List<S>>> states, LeafOrder order) {
    return RddOperations.partitionBy(states, new ScanFunctions.ToPartition(order));
  }

  @Override
  public void close() {
    release(levels);
  }

  private static <E> void release(List<JavaRDD<RunGroup<E>>> levels) {
    OpenResources.closeAll(levels, level -> level.unpersist(false));
  }
}
