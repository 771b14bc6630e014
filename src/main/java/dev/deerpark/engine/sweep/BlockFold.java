// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.engine.summary.Evaluations;
import dev.deerpark.engine.summary.Growth;
import dev.deerpark.engine.summary.Joints;
import dev.deerpark.engine.summary.Magnitudes;
import dev.deerpark.engine.summary.NonFinite;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.summary.Update;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;
import java.util.function.Supplier;

/**
 * Folds the segments of a block, after their walk, to the block's element.
 *
 * @param walk of the block
 * @param maps of the segments; without Jacobians where those are on the kernel's device
 * @param closeness for the residual
 */
record BlockFold(Walk walk, SegmentMaps maps, Closeness closeness) {

  /**
   * Folds a block.
   *
   * @param update before the walk
   * @param refused how many start states and Jacobians were not finite
   * @param work before the walk
   * @param growth along the block; asked for once the block is folded, which may be all the work
   */
  SweepElement fold(Update update, long refused, SweepWork work, Supplier<Growth> growth) {
    MapFold folded = folded();
    RowArithmetic rows = walk.kernel().matrixProduct().rows();
    States starts = walk.request().starts();
    States ends = walk.result().ends();
    // NaN or infinite where a number is
    double end = rows.largest(ends.array(), 0, ends.array().length);
    Joints joints = Joints.of(starts, ends, closeness, rows);
    SweepSummary summary =
        new SweepSummary(
            joints,
            update,
            work.plus(SweepWork.walking(Evaluations.of(walk.result()))),
            NonFinite.of(ends, end, refused + folded.dropped()),
            new Magnitudes(
                starts.largest(starts.count(), rows),
                end < Double.POSITIVE_INFINITY ? end : ends.largest(ends.count(), rows),
                starts.largest((int) joints.settledSegments(), rows)),
            walk.result().largestJump(),
            growth.get());
    return new SweepElement(folded.whole(), folded.pendingMove(), summary);
  }

  private MapFold folded() {
    Kernel kernel = walk.kernel();
    if (walk.held().isPresent()) {
      return AffineBlock.of(maps, kernel.matrixProduct().rows()).fold(walk.held().get(), maps);
    }
    return AffineBlock.canHold(maps)
        ? AffineBlock.of(maps, kernel.matrixProduct().rows()).fold(kernel.matrixProduct())
        : FilterBlock.of(maps, kernel.matrixProduct()).fold();
  }
}
