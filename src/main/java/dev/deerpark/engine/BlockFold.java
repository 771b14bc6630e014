// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.SegmentMap;
import java.util.Arrays;

/** Folds the segments of a block, after their walk, to the block's element. */
final class BlockFold {
  private final SegmentWalk walk;
  private final SegmentMaps maps;
  private final double tolerance;
  private final int steps;
  private final int size;
  private final int segments;

  /**
   * @param steps in the block
   * @param maps over the walk's arrays
   */
  BlockFold(SegmentWalk walk, SegmentMaps maps, int steps, double tolerance) {
    this.walk = walk;
    this.maps = maps;
    this.steps = steps;
    this.tolerance = tolerance;
    this.size = walk.stateSize;
    this.segments = walk.requested.length;
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
    long dropped = dropNonFinite(walk);
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
    SweepWork all = work.plus(new SweepWork(walk.steps, walk.tangentSteps));
    SweepSummary told = summary(largestMove, moved, refused + dropped, all);
    return new SweepElement(whole, pendingMove, told);
  }

  /** Any finite Jacobian serves; one that overflowed is replaced by 0. Returns how many were. */
  static int dropNonFinite(SegmentWalk walk) {
    int entries = walk.form.entries(walk.stateSize);
    int dropped = 0;
    for (int segment = 0; segment < walk.requested.length && entries > 0; segment++) {
      int from = segment * entries;
      double[] jacobian = Arrays.copyOfRange(walk.jacobians, from, from + entries);
      if (!Dense.isFinite(jacobian)) {
        Arrays.fill(walk.jacobians, from, from + entries, 0);
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
      double jump =
          SweepSummary.scaledDistance(
              walk.ends, joint * size, walk.starts, (joint + 1) * size, size);
      residual = Math.max(residual, jump);
      exact += exact == joint && jump == 0 ? 1 : 0;
      settled += settled == joint && jump <= tolerance ? 1 : 0;
    }
    int nonFinite = 0;
    long firstNonFinite = -1;
    for (int segment = segments - 1; segment >= 0; segment--) {
      if (!Dense.isFinite(end(segment))) {
        firstNonFinite = segment;
        nonFinite++;
      }
    }
    return new SweepSummary(
        segments,
        Arrays.copyOf(walk.starts, size),
        end(segments - 1),
        exact,
        settled,
        residual,
        largestMove,
        moved,
        work,
        walk.largestJump,
        refused + nonFinite,
        firstNonFinite,
        largest(walk.starts, walk.starts.length),
        largest(walk.ends, walk.ends.length),
        largest(walk.starts, (settled + 1) * size),
        growth());
  }

  /** The largest absolute number among the first {@code count} that is finite. */
  private static double largest(double[] numbers, int count) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      double number = Math.abs(numbers[i]);
      largest = number > largest && number < Double.POSITIVE_INFINITY ? number : largest;
    }
    return largest;
  }

  private Growth growth() {
    Growth growth = Growth.NONE;
    if (walk.form == JacobianForm.DENSE) {
      Growth.Probe probe = new Growth.Probe(size);
      for (int segment = 0; segment < segments; segment++) {
        int length = Math.min(walk.segmentLength, steps - segment * walk.segmentLength);
        growth = growth.then(Growth.of(length, probe.push(walk.jacobians, segment * size * size)));
      }
    }
    return growth;
  }

  private double[] end(int segment) {
    return Arrays.copyOfRange(walk.ends, segment * size, (segment + 1) * size);
  }
}
