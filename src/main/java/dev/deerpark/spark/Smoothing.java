// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.OpenResources;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.StateScan;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.scan.ScanPass;
import dev.deerpark.spark.scan.ScanPlan;
import dev.deerpark.spark.scan.TreePrefixScan;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The scan from the last block to the first that smooths the results of the filtering scan before
 * it. Its elements are kept until it is closed.
 */
final class Smoothing implements AutoCloseable {
  private final JavaRDD<AnchoredMap> elements;
  private final ScanPass<AnchoredMap, double[]> pass;

  private Smoothing(JavaRDD<AnchoredMap> elements, ScanPass<AnchoredMap, double[]> pass) {
    this.elements = elements;
    this.pass = pass;
  }

  /** Filters every block from the state before it, and folds the smoothing maps. Runs the job. */
  static Smoothing of(
      JavaRDD<InputBlock> inputs,
      JavaRDD<BlockIterate> iterate,
      JavaRDD<Belief> before,
      SweepFunctions.Smooth smooth,
      Layout layout,
      ScanPlan scanPlan) {
    JavaRDD<AnchoredMap> elements =
        RddOperations.mapZipped(inputs, iterate, before, smooth)
            .setName("smoothing maps")
            .persist(StorageLevel.MEMORY_AND_DISK());
    TreePrefixScan<AnchoredMap, double[]> scan =
        TreePrefixScan.of(
                ScannedIterate.firstBlocks(layout),
                StateScan.backwardCombine(),
                StateScan.backwardAction(),
                layout.fanIn())
            .with(scanPlan)
            .backward();
    return OpenResources.orClose(
        () -> elements.unpersist(false), () -> new Smoothing(elements, scan.up(elements)));
  }

  /**
   * The smoothed state after each block, lazily.
   *
   * @param end {@code [D]}: the state after the last
   */
  JavaRDD<double[]> after(double[] end) {
    return pass.down(elements, end);
  }

  @Override
  public void close() {
    try (OpenResources rest = new OpenResources()) {
      rest.add(() -> elements.unpersist(false));
      pass.close();
    }
  }
}
