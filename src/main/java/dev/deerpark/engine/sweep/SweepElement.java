// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.MapFold;
import dev.deerpark.scan.SegmentMap;
import java.io.Serializable;

/**
 * The element that goes up the tree in a sweep: the map of a run of segments, and the summary of
 * the run. Both fold along the same nodes, so that the summary does not depend on the partitions
 * either.
 *
 * @param map from the state before the run to the state after it
 * @param pendingMove the largest scaled move of a start state inside the run in the next update, as
 *     far as it can be seen from the beginnings of the nodes that make up the run
 * @param summary of the sweep
 */
@DefaultSerializer(RecordSerializer.class)
public record SweepElement(SegmentMap map, double pendingMove, SweepSummary summary)
    implements Serializable {

  /** This run followed by the one right after it. */
  public SweepElement then(SweepElement later, Closeness closeness) {
    MapFold fold = new MapFold(map, Math.max(pendingMove, later.pendingMove), 0).then(later.map);
    SweepSummary both = summary.then(later.summary, closeness).refusing(fold.dropped());
    return new SweepElement(fold.whole(), fold.pendingMove(), both);
  }

  /** The element of the run after another sweep, in which nothing moved. */
  SweepElement still(Proposals proposals, SweepWork work) {
    return new SweepElement(
        map,
        pendingMove,
        summary.still(proposals.update().largest(), proposals.refusedCount(), work));
  }

  /** The element of the run after another sweep, in which nothing was proposed either. */
  SweepElement still() {
    return new SweepElement(map, pendingMove, summary.still(0, 0, SweepWork.NONE));
  }

  /** The state after this run, for the state before it. */
  public Belief apply(Belief state) {
    return map.apply(state);
  }
}
