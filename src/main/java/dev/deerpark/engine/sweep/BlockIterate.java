// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.sequence.States;
import java.io.Serializable;

/**
 * What is kept of a block between sweeps: the current start states of its S segments and what
 * walking from them gave. Never modified; the next sweep makes a new one, so that a task can be run
 * again.
 *
 * @param block the block's number
 * @param firstSegment the number of its first segment
 * @param plan that the elements were made by
 * @param starts the iterate u
 * @param ends F(u)
 * @param jacobians {@code [S][E]}: A, finite; empty where they are not kept but computed again
 * @param marks {@code [S * M][D]}: the states at the meeting marks
 * @param element the whole block as one
 */
public record BlockIterate(
    int block,
    long firstSegment,
    SweepPlan plan,
    States starts,
    States ends,
    double[] jacobians,
    States marks,
    SweepElement element)
    implements Serializable {

  /** Number of segments, S. */
  public int segments() {
    return starts.count();
  }

  /** Numbers in a state, D. */
  public int stateSize() {
    return starts.size();
  }

  /** The start state of a segment of the block, as a new array. */
  public double[] start(int segment) {
    return starts.get(segment);
  }

  /** The state at the end of the block, as a new array. */
  public double[] end() {
    return ends.last();
  }

  /** The state at the end of a segment of the block, as a new array. */
  double[] end(int segment) {
    return ends.get(segment);
  }

  /** Whether the Jacobians are there. */
  boolean isComplete() {
    return jacobians.length == segments() * plan.form().entries(stateSize());
  }

  /** The element of one segment; needs the Jacobians. */
  SegmentMap segment(int segment) {
    return maps().of(segment);
  }

  /** A segment's Jacobian, or what stands for it; needs the Jacobians. */
  LinearMap jacobian(int segment) {
    return maps().linear(segment);
  }

  /** The elements of all segments; needs the Jacobians. */
  SegmentMaps maps() {
    return new SegmentMaps(plan, firstSegment, starts, ends, jacobians);
  }

  BlockIterate withJacobians(double[] computed) {
    return new BlockIterate(block, firstSegment, plan, starts, ends, computed, marks, element);
  }

  BlockIterate withElement(SweepElement newer) {
    return new BlockIterate(block, firstSegment, plan, starts, ends, jacobians, marks, newer);
  }
}
