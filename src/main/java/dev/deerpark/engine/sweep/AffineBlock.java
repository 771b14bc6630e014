// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.linear.Dense;
import dev.deerpark.linear.DiagonalMaps;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;

/**
 * The maps of a block's segments in flat arrays, affine for undamped sweeps: where a segment is a
 * single step, an object for each would cost more than its arithmetic. Everything here has the bits
 * of {@link MapFold} and {@link AnchoredMap} over the maps one by one.
 */
final class AffineBlock {
  private final JacobianForm form;
  private final int size;
  private final States anchors;
  private final States images;
  private final double[] jacobians;

  /** {@code [S]}: which maps send everything to their image. */
  private final boolean[] constant;

  private final double[] moved;
  private final double[] correction;

  private AffineBlock(
      JacobianForm form, States anchors, States images, double[] jacobians, boolean[] constant) {
    this.form = form;
    this.size = anchors.size();
    this.anchors = anchors;
    this.images = images;
    this.jacobians = jacobians;
    this.constant = constant;
    this.moved = new double[size];
    this.correction = new double[size];
  }

  /**
   * Maps of segments.
   *
   * @param anchors {@code [S][D]}, shared
   * @param images {@code [S][D]}, shared, finite
   * @param jacobians {@code [S][E]}, shared
   * @param constant {@code [S]}, shared: which maps send everything to their image
   */
  static AffineBlock of(
      JacobianForm form, States anchors, States images, double[] jacobians, boolean[] constant) {
    return new AffineBlock(form, anchors, images, jacobians, constant);
  }

  /** Whether all maps are affine: a filter's are not. */
  static boolean canHold(SegmentMaps maps) {
    return !maps.plan().damping().filters() || maps.plan().form().entries(1) == 0;
  }

  /** The maps of segments; their arrays are shared where they are kept as they are. */
  static AffineBlock of(SegmentMaps maps, RowArithmetic rows) {
    SweepPlan plan = maps.plan();
    States starts = maps.starts();
    States images = maps.ends();
    boolean finite = rows.isFinite(images.array(), 0, images.array().length);
    if (!finite) {
      images = images.copy();
    }
    boolean[] constant = new boolean[starts.count()];
    for (int segment = 0; segment < constant.length; segment++) {
      boolean exact = plan.isExact(maps.firstSegment() + segment);
      constant[segment] = exact || isConstant(plan.form()) || maps.restarting().in(segment);
      if (!exact && !finite && !images.isFinite(segment)) {
        images.set(segment, plan.damping().reset().of(images.get(segment)));
        if (!images.isFinite(segment)) {
          // the states after it are guessed anew: any finite numbers will do
          constant[segment] = true;
          images.set(segment, starts.get(segment));
        }
      }
    }
    return new AffineBlock(plan.form(), starts, images, maps.shrunkJacobians(), constant);
  }

  /** Secants act on the starts before the scan, which sees none of them. */
  private static boolean isConstant(JacobianForm form) {
    return form == JacobianForm.ZERO || form == JacobianForm.SECANT;
  }

  /** The maps folded to one, in the order of time. */
  MapFold fold(MatrixProduct products) {
    RowArithmetic rows = products.rows();
    JacobianProduct whole = JacobianProduct.of(form, size, jacobians, constant, products);
    double[] image = images.get(0);
    double move = walk(rows, 1, constant.length, image, new double[0], 0);
    AnchoredMap map = new AnchoredMap(whole.map(), anchors.get(0), image);
    return new MapFold(map, move, whole.dropped());
  }

  /** The same where the Jacobians are on a device, and for diagonals also where a filter damps. */
  MapFold fold(HeldJacobians held, SegmentMaps maps) {
    return canHold(maps) ? held.fold(anchors, images, constant) : held.fold(filtered(maps));
  }

  /** {@code [S][E]}: the Jacobians, shrunk by the damping; shared. */
  double[] jacobians() {
    return jacobians;
  }

  /** The maps with their filters, but for their Jacobians. */
  FilteredMaps filtered(SegmentMaps maps) {
    boolean[] damped = new boolean[constant.length];
    for (int segment = 0; segment < damped.length; segment++) {
      damped[segment] = maps.plan().isDamped(maps.firstSegment() + segment);
    }
    return new FilteredMaps(anchors, images, constant, damped, maps.plan().damping().lambda());
  }

  /**
   * The states before each segment, or their filtered means, where the Jacobians are on a device.
   *
   * @param start the state before the first
   * @param known the segment whose predicted mean is taken as exact; -1 for none
   */
  States along(HeldJacobians held, SegmentMaps maps, Belief start, int known) {
    return start.isExact() && canHold(maps)
        ? held.along(anchors, images, constant, start.mean())
        : held.filtered(filtered(maps), start, known);
  }

  /**
   * The way back through the block, where the Jacobians are on a device: see {@link BlockSmoother}.
   */
  AnchoredMap backward(HeldJacobians held, SegmentMaps maps, Belief start, int known) {
    return canHold(maps)
        ? new AnchoredMap(new LinearMap.Zero(), start.mean(), start.mean())
        : held.backward(filtered(maps), start, known);
  }

  /** The smoothed states before each segment, where the Jacobians are on a device. */
  States smoothed(HeldJacobians held, SegmentMaps maps, Belief start, int known, double[] later) {
    return canHold(maps)
        ? along(held, maps, start, known)
        : held.smoothed(filtered(maps), start, known, later);
  }

  /**
   * The states before each segment.
   *
   * @param start the state before the first, not modified
   */
  States along(double[] start, RowArithmetic rows) {
    States before = States.zeros(constant.length, size);
    before.set(0, start);
    walk(rows, 0, constant.length - 1, start.clone(), before.array(), size);
    return before;
  }

  /** The states after each segment, for the state before the first, which is not modified. */
  States after(double[] start, RowArithmetic rows) {
    States after = States.zeros(constant.length, size);
    walk(rows, 0, constant.length, start.clone(), after.array(), 0);
    return after;
  }

  /**
   * Takes a state through some segments.
   *
   * @param first segment
   * @param end the one after the last
   * @param state overwritten by the state after the last
   * @param after overwritten from {@code to} on by the state after each; or empty
   * @return the largest scaled distance of a segment's anchor to the state that came to it, where
   *     {@code after} is empty
   */
  private double walk(
      RowArithmetic rows, int first, int end, double[] state, double[] after, int to) {
    double largest = 0;
    for (int segment = first; segment < end; ) {
      int next = endOfRun(segment, end);
      int written = to + anchors.offset(segment - first);
      // Math.max keeps NaN
      largest = Math.max(largest, run(rows, segment, next, state, after, written));
      segment = next;
    }
    return largest;
  }

  /** The end of a run of segments that are constant, or are not, as the first of them is. */
  private int endOfRun(int first, int end) {
    int next = first + 1;
    while (next < end && constant[next] == constant[first]) {
      next++;
    }
    return next;
  }

  private double run(
      RowArithmetic rows, int first, int end, double[] state, double[] after, int to) {
    if (form != JacobianForm.DIAGONAL || constant[first]) {
      return oneByOne(rows, first, end, state, after, to);
    }
    double[] start = state.clone();
    DiagonalMaps maps = new DiagonalMaps(size, anchors.array(), images.array(), jacobians);
    double distance = rows.through(maps, first, end, state, after, to);
    if (!Double.isNaN(distance)) {
      return distance;
    }
    System.arraycopy(start, 0, state, 0, size);
    return oneByOne(rows, first, end, state, after, to);
  }

  private double oneByOne(
      RowArithmetic rows, int first, int end, double[] state, double[] after, int to) {
    double largest = 0;
    for (int segment = first, written = to; segment < end; segment++, written += size) {
      if (after.length == 0) {
        int from = anchors.offset(segment);
        largest = Math.max(largest, rows.scaledDistance(anchors.array(), from, state, 0, size));
      }
      apply(segment, state);
      if (after.length > 0) {
        System.arraycopy(state, 0, after, written, size);
      }
    }
    return largest;
  }

  /** Overwrites a state by its image. */
  private void apply(int segment, double[] state) {
    int from = anchors.offset(segment);
    boolean still = true;
    for (int i = 0; i < size; i++) {
      moved[i] = state[i] - anchors.array()[from + i];
      still &= moved[i] == 0;
    }
    images.copy(segment, state);
    if (still || constant[segment]) {
      return;
    }
    double[] added = correction(segment);
    if (Dense.isFinite(added)) {
      for (int i = 0; i < size; i++) {
        // state + added, where -0 + 0 stays -0
        state[i] -= 0 - added[i];
      }
    }
  }

  /** The Jacobian times {@link #moved}. */
  private double[] correction(int segment) {
    switch (form) {
      case DIAGONAL -> {
        for (int i = 0, at = segment * size; i < size; i++) {
          correction[i] = moved[i] * jacobians[at + i];
        }
      }
      case DENSE -> Dense.multiplyVector(size, jacobians, segment * size * size, moved, correction);
      case IDENTITY, ZERO, SECANT -> {
        return moved;
      }
    }
    return correction;
  }
}
