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
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * Folds the segments of a block, after their walk, to the block's element.
 *
 * @param kernel that made the walk
 * @param request of the walk
 * @param result of the walk, with finite Jacobians
 * @param maps of the segments
 * @param steps in the block
 * @param closeness for the residual
 */
record BlockFold(
    Kernel kernel,
    WalkRequest request,
    WalkResult result,
    SegmentMaps maps,
    int steps,
    Closeness closeness) {

  /**
   * Folds a block.
   *
   * @param update before the walk
   * @param refused how many start states and Jacobians were not finite
   * @param work before the walk
   * @param growth along the block
   */
  SweepElement fold(Update update, long refused, SweepWork work, Growth growth) {
    MapFold folded =
        AffineBlock.canHold(maps)
            ? AffineBlock.of(maps).fold(kernel.matrixProduct())
            : kernel.fold(request.segments(), maps::of);
    States starts = request.starts();
    States ends = result.ends();
    Joints joints = Joints.of(starts, ends, closeness);
    SweepSummary summary =
        new SweepSummary(
            joints,
            update,
            work.plus(SweepWork.walking(Evaluations.of(result))),
            NonFinite.of(ends, refused + folded.dropped()),
            new Magnitudes(
                starts.largest(starts.count()),
                ends.largest(ends.count()),
                starts.largest((int) joints.settledSegments())),
            result.largestJump(),
            growth);
    return new SweepElement(folded.whole(), folded.pendingMove(), summary);
  }

  /**
   * The growth of a small difference along the block; {@link Growth#NONE} without full Jacobians.
   */
  Growth growth() {
    if (request.form() != JacobianForm.DENSE) {
      return Growth.NONE;
    }
    int[] lengths = new int[request.segments()];
    Arrays.setAll(lengths, segment -> request.lengthOf(segment, steps));
    return Growth.along(request.stateSize(), lengths, result.jacobians());
  }

  /**
   * Replaces Jacobians that are not finite, as any finite Jacobian will do. Returns their number.
   */
  static int replaceNonFinite(Reset reset, WalkRequest request, WalkResult result) {
    double[] jacobians = result.jacobians();
    int entries = request.form().entries(request.stateSize());
    int replaced = 0;
    for (int from = 0; from < jacobians.length; from += entries) {
      if (!Dense.isFinite(jacobians, from, from + entries)) {
        reset.replace(jacobians, from, from + entries);
        replaced++;
      }
    }
    return replaced;
  }
}
