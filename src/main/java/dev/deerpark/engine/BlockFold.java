// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.SegmentMap;
import java.util.Arrays;

/** Folds the segments of a block, after their walk, to the block's element. */
final class BlockFold {
  private final WalkRequest request;
  private final WalkResult result;
  private final SegmentMaps maps;
  private final double tolerance;
  private final int steps;
  private final int segments;

  /**
   * @param steps in the block
   * @param maps over the walk's results
   */
  BlockFold(WalkRequest request, WalkResult result, SegmentMaps maps, int steps, double tolerance) {
    this.request = request;
    this.result = result;
    this.maps = maps;
    this.steps = steps;
    this.tolerance = tolerance;
    this.segments = request.segments();
  }

  /**
   * The block as one element.
   *
   * @param largestMove of a start in this sweep
   * @param moved how many starts moved
   * @param refused starts that were not finite
   * @param work evaluations of f before this walk
   */
  SweepElement fold(double largestMove, long moved, long refused, SweepWork work) {
    long dropped = dropNonFinite(request, result);
    SegmentMap whole = maps.of(0);
    double pendingMove = 0;
    for (int segment = 1; segment < segments; segment++) {
      SegmentMap next = maps.of(segment);
      pendingMove = Math.max(pendingMove, SweepElement.move(whole, next));
      whole = next.after(whole);
      if (!whole.isFinite()) {
        whole = SweepElement.forgetting(whole);
        dropped++;
      }
    }
    SweepWork all = work.plus(new SweepWork(result.steps(), result.tangentSteps()));
    SweepSummary told = summary(largestMove, moved, refused + dropped, all);
    return new SweepElement(whole, pendingMove, told);
  }

  /** Any finite Jacobian serves; one that overflowed is replaced by 0. Returns how many were. */
  static int dropNonFinite(WalkRequest request, WalkResult result) {
    int entries = request.form().entries(request.stateSize());
    int dropped = 0;
    for (int segment = 0; segment < request.segments() && entries > 0; segment++) {
      int from = segment * entries;
      double[] jacobian = Arrays.copyOfRange(result.jacobians(), from, from + entries);
      if (!Dense.isFinite(jacobian)) {
        Arrays.fill(result.jacobians(), from, from + entries, 0);
        dropped++;
      }
    }
    return dropped;
  }

  private SweepSummary summary(double largestMove, long moved, long refused, SweepWork work) {
    int exact = 0;
    int settled = 0;
    double residual = 0;
    for (int joint = 0; joint + 1 < segments; joint++) {
      double jump = result.ends().scaledDistance(joint, request.starts(), joint + 1);
      residual = Math.max(residual, jump);
      exact += exact == joint && jump == 0 ? 1 : 0;
      settled += settled == joint && jump <= tolerance ? 1 : 0;
    }
    int nonFinite = 0;
    long firstNonFinite = -1;
    for (int segment = segments - 1; segment >= 0; segment--) {
      if (!result.ends().isFinite(segment)) {
        firstNonFinite = segment;
        nonFinite++;
      }
    }
    return new SweepSummary(
        segments,
        request.starts().get(0),
        result.ends().last(),
        exact,
        settled,
        residual,
        largestMove,
        moved,
        work,
        result.largestJump(),
        refused + nonFinite,
        firstNonFinite,
        request.starts().largest(segments),
        result.ends().largest(segments),
        request.starts().largest(settled + 1),
        growth());
  }

  private Growth growth() {
    Growth growth = Growth.NONE;
    if (request.form() == JacobianForm.DENSE) {
      int size = request.stateSize();
      Growth.Probe probe = new Growth.Probe(size);
      for (int segment = 0; segment < segments; segment++) {
        int length = request.lengthOf(segment, steps);
        growth =
            growth.then(Growth.of(length, probe.push(result.jacobians(), segment * size * size)));
      }
    }
    return growth;
  }
}
