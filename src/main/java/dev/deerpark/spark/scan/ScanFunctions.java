// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.scan;

import dev.deerpark.scan.Action;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.scan.TreeScan;
import dev.deerpark.spark.Iterators;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** The functions of the tasks of a scan. */
final class ScanFunctions {
  private ScanFunctions() {}

  static <T> Iterator<Long> count(Iterator<T> items) {
    long count = 0;
    for (; items.hasNext(); items.next()) {
      count++;
    }
    return List.of(count).iterator();
  }

  /** One run per partition, in the order of the scan already. */
  static LeafOrder straight(int partitions) {
    return new LeafOrder(LongStream.rangeClosed(0, partitions).toArray(), false);
  }

  private static <T> List<T> list(Iterator<T> items) {
    List<T> list = new ArrayList<>();
    items.forEachRemaining(list::add);
    return list;
  }

  /** The elements of a partition as runs of one leaf, in the order of the scan. */
  private static <E> List<TreeRun<E>> leaves(
      TreeScan<E> scan, LeafOrder order, int partition, Iterator<E> elements) {
    return scan.leaves(order.firstLeaf(partition), order.arrange(list(elements)).iterator());
  }

  /** Up: the elements of a partition become one run. */
  record FoldPartition<E>(TreeScan<E> scan, LeafOrder order)
      implements Function2<Integer, Iterator<E>, Iterator<TreeRun<E>>> {
    @Override
    public Iterator<TreeRun<E>> call(Integer partition, Iterator<E> elements) {
      return List.of(scan.merge(leaves(scan, order, partition, elements))).iterator();
    }
  }

  /** Up: a run with its place. */
  record Key<E>(LeafOrder order)
      implements Function2<Integer, Iterator<TreeRun<E>>, Iterator<Tuple2<Integer, TreeRun<E>>>> {
    @Override
    public Iterator<Tuple2<Integer, TreeRun<E>>> call(
        Integer partition, Iterator<TreeRun<E>> runs) {
      return Iterators.map(runs, run -> new Tuple2<>(order.position(partition), run));
    }
  }

  /** Up: neighbours go to the same task. */
  static final class ByGroup extends Partitioner {
    private final int size;
    private final int groups;

    ByGroup(int size, int groups) {
      this.size = size;
      this.groups = groups;
    }

    @Override
    public int numPartitions() {
      return groups;
    }

    @Override
    public int getPartition(Object place) {
      return (Integer) place / size;
    }
  }

  /** Up: the runs of a group, sorted by place, become one. */
  record Group<E>(TreeScan<E> scan)
      implements FlatMapFunction<Iterator<Tuple2<Integer, TreeRun<E>>>, RunGroup<E>> {
    @Override
    public Iterator<RunGroup<E>> call(Iterator<Tuple2<Integer, TreeRun<E>>> keyed) {
      List<Tuple2<Integer, TreeRun<E>>> sorted = list(keyed);
      sorted.sort(Comparator.comparing(Tuple2::_1));
      ArrayList<TreeRun<E>> runs = new ArrayList<>();
      sorted.forEach(place -> runs.add(place._2()));
      return List.of(new RunGroup<>(sorted.get(0)._1(), runs, scan.merge(runs))).iterator();
    }
  }

  /** The states before the nodes of each run of a group, with the runs' places. */
  private static <E, S> Iterator<Tuple2<Integer, List<S>>> descend(
      TreeScan<E> scan, Action<E, S> action, RunGroup<E> group, List<S> before) {
    List<List<S>> states = scan.descend(group.runs(), before, action);
    List<Tuple2<Integer, List<S>>> placed = new ArrayList<>();
    for (int run = 0; run < states.size(); run++) {
      placed.add(new Tuple2<>(group.first() + run, new ArrayList<>(states.get(run))));
    }
    return placed.iterator();
  }

  /** Down from the driver to the runs of the top level's groups. */
  record DescendFromDriver<E, S>(TreeScan<E> scan, Action<E, S> action, List<List<S>> states)
      implements Function2<Integer, Iterator<RunGroup<E>>, Iterator<Tuple2<Integer, List<S>>>> {
    @Override
    public Iterator<Tuple2<Integer, List<S>>> call(Integer group, Iterator<RunGroup<E>> groups) {
      return descend(scan, action, groups.next(), states.get(group));
    }
  }

  /** Down from one level's groups to the next one's. */
  record Descend<E, S>(TreeScan<E> scan, Action<E, S> action)
      implements FlatMapFunction2<
          Iterator<RunGroup<E>>, Iterator<Tuple2<Integer, List<S>>>, Tuple2<Integer, List<S>>> {
    @Override
    public Iterator<Tuple2<Integer, List<S>>> call(
        Iterator<RunGroup<E>> groups, Iterator<Tuple2<Integer, List<S>>> before) {
      return descend(scan, action, groups.next(), before.next()._2());
    }
  }

  /** Down: a run's states are sent to the partition of the run. */
  static final class ToPartition extends Partitioner {
    private final LeafOrder order;

    ToPartition(LeafOrder order) {
      this.order = order;
    }

    @Override
    public int numPartitions() {
      return order.partitions();
    }

    @Override
    public int getPartition(Object place) {
      return order.position((Integer) place);
    }
  }

  /** Down from the driver's states to the elements of a partition. */
  record LeavesFromDriver<E, S>(
      TreeScan<E> scan, Action<E, S> action, LeafOrder order, List<List<S>> states)
      implements Function2<Integer, Iterator<E>, Iterator<S>> {
    @Override
    public Iterator<S> call(Integer partition, Iterator<E> elements) {
      List<S> before = states.get(order.position(partition));
      List<TreeRun<E>> leaves = leaves(scan, order, partition, elements);
      return order.arrange(scan.leafStates(leaves, before, action)).iterator();
    }
  }

  /** Down from a level's states to the elements of a partition. */
  record LeavesFromTree<E, S>(TreeScan<E> scan, Action<E, S> action, LeafOrder order)
      implements FlatMapFunction2<Iterator<E>, Iterator<Tuple2<Integer, List<S>>>, S> {
    @Override
    public Iterator<S> call(Iterator<E> elements, Iterator<Tuple2<Integer, List<S>>> before) {
      Tuple2<Integer, List<S>> states = before.next();
      int partition = order.position(states._1());
      List<TreeRun<E>> leaves = leaves(scan, order, partition, elements);
      return order.arrange(scan.leafStates(leaves, states._2(), action)).iterator();
    }
  }
}
