package dev.deerpark.engine;

import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.linear.Dense;
import dev.deerpark.scan.AnchoredMap;
import java.util.Arrays;

/** Folds the segments of a block, after their walk, to the block's element. */
final class BlockFold {
  private final SegmentWalk walk;
  private final double tolerance;
  private final int size;
  private final int segments;

  BlockFold(SegmentWalk walk, double tolerance) {
    this.walk = walk;
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
    long dropped = dropNonFinite();
    AnchoredMap whole = segment(0);
    double pendingMove = 0;
    for (int segment = 1; segment < segments; segment++) {
      AnchoredMap next = segment(segment);
      pendingMove = Math.max(pendingMove, SweepElement.move(whole, next));
      whole = next.after(whole);
    }
    SweepWork all = work.plus(new SweepWork(walk.steps, walk.tangentSteps));
    SweepSummary told = summary(largestMove, moved, refused + dropped, all);
    return new SweepElement(whole, pendingMove, told);
  }

  private AnchoredMap segment(int segment) {
    return BlockIterate.segment(walk.form, walk.starts, walk.ends, walk.jacobians, segment, size);
  }

  /** Any finite Jacobian serves; one that overflowed is replaced by 0. Returns how many were. */
  int dropNonFinite() {
    int entries = walk.form.entries(size);
    int dropped = 0;
    for (int segment = 0; segment < segments && entries > 0; segment++) {
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
        refused,
        firstNonFinite());
  }

  private long firstNonFinite() {
    for (int segment = 0; segment < segments; segment++) {
      if (!Dense.isFinite(end(segment))) {
        return segment;
      }
    }
    return -1;
  }

  private double[] end(int segment) {
    return Arrays.copyOfRange(walk.ends, segment * size, (segment + 1) * size);
  }
}
