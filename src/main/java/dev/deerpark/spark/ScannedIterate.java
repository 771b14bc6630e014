// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.StateScan;
import dev.deerpark.engine.sweep.SweepElement;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.scan.ScanPass;
import dev.deerpark.spark.scan.TreePrefixScan;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;

/**
 * The newest iterate, persisted, with the scan over its elements: it was computed on the way up,
 * and the states that come down are those of the next iterate.
 */
final class ScannedIterate implements AutoCloseable {
  private final Generations<BlockIterate> iterates;
  private final TreePrefixScan<SweepElement, Belief> scan;
  private final ScanPlans plans;
  private JacobianForm form;
  private ScanPass<SweepElement, Belief> pass;

  ScannedIterate(Layout layout, SweepRule rule, ScanPlans plans, Configuration hadoop) {
    this.iterates = new Generations<>("iterate", hadoop);
    this.scan =
        TreePrefixScan.of(
            firstBlocks(layout), StateScan.combine(rule), StateScan.action(), layout.fanIn());
    this.plans = plans;
  }

  /** The number of blocks before each partition, and of all in the end: {@code [P + 1]}. */
  static long[] firstBlocks(Layout layout) {
    return IntStream.rangeClosed(0, layout.partitions()).mapToLong(layout::firstBlock).toArray();
  }

  /**
   * Computes the next iterate, which takes the place of this one.
   *
   * @param form of its Jacobians
   */
  void become(JavaRDD<BlockIterate> next, JacobianForm form) {
    this.form = form;
    fold(iterates.add(next));
  }

  /** Writes the iterate to a checkpoint, from which lost blocks come from then on. */
  void checkpoint() {
    fold(iterates.addCheckpoint());
  }

  private void fold(JavaRDD<BlockIterate> iterate) {
    ScanPass<SweepElement, Belief> newer = scan.with(plans.of(form)).up(elements(iterate));
    iterates.settle();
    closePass();
    pass = newer;
  }

  private static JavaRDD<SweepElement> elements(JavaRDD<BlockIterate> iterate) {
    return RddOperations.map(iterate, BlockIterate::element);
  }

  /** The blocks, in the layout's partitions and in order. */
  JavaRDD<BlockIterate> blocks() {
    return iterates.newest();
  }

  /** All blocks' elements as one. */
  SweepElement whole() {
    return pass.whole();
  }

  /** The updated state before each block, lazily. */
  JavaRDD<Belief> before(Belief start) {
    return pass.down(elements(blocks()), start);
  }

  private void closePass() {
    if (pass != null) {
      pass.close();
    }
  }

  @Override
  public void close() {
    try (iterates) {
      closePass();
    }
  }
}
