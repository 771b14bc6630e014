// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.DenseBelief;
import dev.deerpark.scan.DiagonalBelief;
import dev.deerpark.scan.DiagonalKalmanFold;
import dev.deerpark.scan.FilterFold;
import dev.deerpark.scan.FilterFold.Kind;
import dev.deerpark.scan.KalmanFold;
import dev.deerpark.scan.MapFold;
import dev.deerpark.scan.MovingBelief;
import dev.deerpark.sequence.States;

/**
 * The maps of a block's segments in flat arrays, where a filter damps the sweep: what {@link
 * AffineBlock} is for undamped sweeps.
 *
 * @param form of the Jacobians, diagonal or full
 * @param maps of the segments
 * @param jacobians {@code [S][E]}, finite
 * @param products of matrices
 */
record FilterBlock(
    JacobianForm form, FilteredMaps maps, double[] jacobians, MatrixProduct products) {

  /** The maps of segments. */
  static FilterBlock of(SegmentMaps maps, MatrixProduct products) {
    AffineBlock block = AffineBlock.of(maps, products.rows());
    return new FilterBlock(maps.plan().form(), block.filtered(maps), block.jacobians(), products);
  }

  /** The maps folded to one, in the order of time. */
  MapFold fold() {
    FilterFold fold =
        form == JacobianForm.DENSE
            ? new KalmanFold(size(), maps.lambda(), products)
            : new DiagonalKalmanFold(size(), maps.lambda());
    for (int segment = 0; segment < segments(); segment++) {
      fold.then(kind(segment), jacobians, from(segment), maps.anchors(), maps.images(), segment);
    }
    return fold.fold();
  }

  /**
   * The filtered means before each segment.
   *
   * @param start the state before the first
   * @param known the segment whose predicted mean is taken as exact; -1 for none
   */
  States means(Belief start, int known) {
    States means = States.zeros(segments(), size());
    MovingBelief belief = belief(start);
    for (int segment = 0; segment < segments(); segment++) {
      observe(belief, segment, known);
      means.set(segment, belief.mean());
      if (segment + 1 < segments()) {
        push(belief, segment);
      }
    }
    return means;
  }

  MovingBelief belief(Belief start) {
    return form == JacobianForm.DENSE
        ? new DenseBelief(start, maps.lambda(), products)
        : new DiagonalBelief(start, maps.lambda());
  }

  /** Conditions a belief on the start of a segment, or takes it as exact. */
  void observe(MovingBelief belief, int segment, int known) {
    if (segment == known) {
      belief.know();
    } else {
      belief.observe(kind(segment), maps.anchors(), segment);
    }
  }

  /** Moves a belief through a segment. */
  void push(MovingBelief belief, int segment) {
    belief.push(kind(segment), jacobians, from(segment), maps.anchors(), maps.images(), segment);
  }

  Kind kind(int segment) {
    if (maps.constant()[segment]) {
      return Kind.CONSTANT;
    }
    return maps.damped()[segment] ? Kind.FILTER : Kind.AFFINE;
  }

  /** The number of segments, S. */
  int segments() {
    return maps.constant().length;
  }

  /** Numbers in a state, D. */
  int size() {
    return maps.anchors().size();
  }

  private int from(int segment) {
    return segment * form.entries(size());
  }
}
