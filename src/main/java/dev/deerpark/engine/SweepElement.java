// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.sequence.States;
import java.io.Serializable;

/**
 * What goes up the tree in a sweep: a run of segments as one map, and what is to be told of it.
 * Both fold along the same nodes, so what is told does not depend on the partitions either.
 *
 * @param map the run's states at its end, for those at its beginning
 * @param pendingMove the largest scaled move of a start state inside the run that the next update
 *     is about to make, as seen from the beginnings of the nodes that make it up
 * @param summary of the sweep
 */
public record SweepElement(SegmentMap map, double pendingMove, SweepSummary summary)
    implements Serializable {

  /** This run and the one right after it. */
  public SweepElement then(SweepElement later, double tolerance) {
    SegmentMap whole = later.map.after(map);
    double move = Math.max(Math.max(pendingMove, later.pendingMove), move(map, later.map));
    SweepSummary both = summary.then(later.summary, tolerance);
    return whole.isFinite()
        ? new SweepElement(whole, move, both)
        : new SweepElement(forgetting(whole), move, both.refusing(1));
  }

  /** The same run after a sweep in which nothing moved. */
  SweepElement still(Proposals proposals, SweepWork work) {
    return new SweepElement(
        map,
        pendingMove,
        summary.still(proposals.update().largest(), proposals.refusedCount(), work));
  }

  /** The same run after a sweep in which nothing was proposed either. */
  SweepElement still() {
    return new SweepElement(map, pendingMove, summary.still(0, 0, SweepWork.NONE));
  }

  /** What stands in for a map that overflowed: it sends everything where it sends the anchor. */
  static SegmentMap forgetting(SegmentMap map) {
    return new AnchoredMap(new LinearMap.Zero(), map.anchor(), map.image());
  }

  /** The state after this run, for the state before it. */
  public Belief apply(Belief state) {
    return map.apply(state);
  }

  /** How far the end of a run will move the beginning of the next. */
  static double move(SegmentMap earlier, SegmentMap later) {
    return States.scaledDistance(later.anchor(), earlier.image());
  }
}
