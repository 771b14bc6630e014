// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.scan;

import dev.deerpark.scan.Action;
import dev.deerpark.scan.ScanTree;
import dev.deerpark.scan.Semigroup;
import dev.deerpark.scan.TreeScan;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * An exclusive prefix scan over an RDD, for operations that are associative but need not commute.
 * The order is that of the RDD: partition by partition, and within each. (Spark's own reductions
 * regroup partitions, so they are correct for commutative operations only.)
 *
 * <p>The running length of a list of texts:
 *
 * <pre>{@code
 * JavaRDD<Integer> lengths = texts.map(String::length);
 * TreePrefixScan<Integer, Integer> scan =
 *     TreePrefixScan.over(lengths, Integer::sum, (length, sum) -> sum + length, 8);
 * JavaRDD<Integer> before = scan.up(lengths).down(lengths, 0);
 * // texts a, bbb, cc: before 0, 1, 4
 * }</pre>
 *
 * <p>The order of all operations, and so every bit of a result, depends on the number of elements
 * and the fan-in alone: not on the number of partitions, the plan, or which tasks were slow or ran
 * twice.
 *
 * @param <E> the elements; must be supported by the session's serializer
 * @param <S> the states that elements act on; likewise
 */
public final class TreePrefixScan<E, S> {
  private final TreeScan<E> scan;
  private final Action<E, S> action;
  private final LeafOrder order;
  private final ScanPlan plan;

  private TreePrefixScan(TreeScan<E> scan, Action<E, S> action, LeafOrder order, ScanPlan plan) {
    this.scan = scan;
    this.action = action;
    this.order = order;
    this.plan = plan;
  }

  /**
   * A scan over RDDs of known shape.
   *
   * @param firsts the number of elements before each partition, and of all in the end: {@code [P +
   *     1]}, at least one element in all
   * @param combine of neighbours in the order of the scan; must be serializable
   * @param action must be serializable
   * @param fanIn children of a node, at least 2
   */
  public static <E, S> TreePrefixScan<E, S> of(
      long[] firsts, Semigroup<E> combine, Action<E, S> action, int fanIn) {
    LeafOrder order = new LeafOrder(firsts.clone(), false);
    TreeScan<E> scan = new TreeScan<>(new ScanTree(order.leaves(), fanIn), combine);
    return new TreePrefixScan<>(scan, action, order, ScanPlan.flat("the default"));
  }

  /** A scan over an RDD of any shape, counted in a job of its own. */
  public static <E, S> TreePrefixScan<E, S> over(
      JavaRDD<E> elements, Semigroup<E> combine, Action<E, S> action, int fanIn) {
    List<Long> counts = elements.mapPartitions(ScanFunctions::count).collect();
    long[] firsts = new long[counts.size() + 1];
    for (int partition = 0; partition < counts.size(); partition++) {
      firsts[partition + 1] = firsts[partition] + counts.get(partition);
    }
    return of(firsts, combine, action, fanIn);
  }

  /** This scan with another plan. */
  public TreePrefixScan<E, S> with(ScanPlan chosen) {
    return new TreePrefixScan<>(scan, action, order, chosen);
  }

  /**
   * This scan, run from the last element to the first: the state that comes down to an element is
   * that after all elements behind it.
   */
  public TreePrefixScan<E, S> backward() {
    return new TreePrefixScan<>(scan, action, new LeafOrder(order.firsts(), true), plan);
  }

  /**
   * The way up: folds the elements. Runs one job.
   *
   * @param elements of the shape of this scan; read again on the way down, so persist them if they
   *     are expensive
   */
  public ScanPass<E, S> up(JavaRDD<E> elements) {
    if (elements.getNumPartitions() != order.partitions()) {
      throw new IllegalArgumentException(
          elements.getNumPartitions() + " partitions for a scan over " + order.partitions());
    }
    return ScanPass.up(scan, action, order, plan, elements);
  }
}
