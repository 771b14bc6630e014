// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.sequence.States;
import java.io.Serializable;

/**
 * The data of a block that is kept between sweeps: the current start states of its S segments and
 * the results of walking from them. Never modified; the next sweep makes a new one, so that a task
 * can be run again.
 *
 * @param block the block's number
 * @param firstSegment the number of its first segment
 * @param plan of the sweep that made the elements
 * @param starts the iterate u
 * @param ends F(u)
 * @param jacobians {@code [S][E]}: A, finite; or fewer numbers, of which the kernel makes them; or
 *     none where they are recomputed instead of kept
 * @param marks {@code [S * M][D]}: the states at the meeting marks
 * @param restarting which segments have a restart
 * @param element of the whole block
 */
@DefaultSerializer(RecordSerializer.class)
public record BlockIterate(
    int block,
    long firstSegment,
    SweepPlan plan,
    States starts,
    States ends,
    double[] jacobians,
    States marks,
    Restarting restarting,
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

  /** Whether the Jacobians themselves are present. */
  boolean isComplete() {
    return jacobians.length == segments() * plan.form().entries(stateSize());
  }

  /** The segment whose start becomes exact in a sweep; -1 where it is none of these. */
  int becomesExact(SweepPlan sweep) {
    long segment = sweep.exactSegments() - firstSegment;
    boolean isHere =
        segment >= 0 && segment < segments() && sweep.becomesExact(sweep.exactSegments());
    return isHere ? (int) segment : -1;
  }

  /** The elements of all segments; needs the Jacobians. */
  SegmentMaps maps() {
    return new SegmentMaps(plan, firstSegment, starts, ends, jacobians, restarting);
  }

  /**
   * What another process needs to go on from this: all but the Jacobians, which are computed again
   * with the same bits.
   */
  public BlockIterate toKeep() {
    return withJacobians(new double[0]);
  }

  BlockIterate withJacobians(double[] computed) {
    return new BlockIterate(
        block, firstSegment, plan, starts, ends, computed, marks, restarting, element);
  }

  BlockIterate withElement(SweepElement newer) {
    return new BlockIterate(
        block, firstSegment, plan, starts, ends, jacobians, marks, restarting, newer);
  }
}
