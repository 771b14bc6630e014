package dev.deerpark.engine;

import dev.deerpark.scan.AnchoredMap;
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
public record SweepElement(AnchoredMap map, double pendingMove, SweepSummary summary)
    implements Serializable {

  /** This run and the one right after it. */
  public SweepElement then(SweepElement later, double tolerance) {
    return new SweepElement(
        later.map.after(map),
        Math.max(Math.max(pendingMove, later.pendingMove), move(map, later.map)),
        summary.then(later.summary, tolerance));
  }

  /** The state after this run, for the state before it. */
  public double[] apply(double[] state) {
    return map.apply(state);
  }

  /** How far the end of a run will move the beginning of the next. */
  static double move(AnchoredMap earlier, AnchoredMap later) {
    return SweepSummary.scaledDistance(later.anchor(), earlier.image());
  }
}
