// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.sequence.States;
import java.io.Serializable;

/**
 * The joints of a run of segments. A <i>joint</i> is the place where a segment's end {@code
 * F_p(u_p)} meets the next start {@code u_{p+1}}; its jump, scaled by {@code 1 + |u|}, is the
 * residual, or the jump of the outputs where these are {@linkplain Closeness compared}. All inner
 * steps have residual 0.
 *
 * @param segments length of the run, at least 1
 * @param firstStart {@code [D]}: the run's first start state
 * @param lastEnd {@code [D]}: the run's last end
 * @param exactSegments segments at the run's beginning that are joined without any jump, at least
 *     1. At the beginning of the sequence their starts have no error at all
 * @param settledSegments segments at the run's beginning that are joined within the tolerance, at
 *     least 1
 * @param residual the largest scaled jump; NaN where a state is not a number
 */
@DefaultSerializer(RecordSerializer.class)
public record Joints(
    long segments,
    double[] firstStart,
    double[] lastEnd,
    long exactSegments,
    long settledSegments,
    double residual)
    implements Serializable {

  /** The joints inside a block. */
  public static Joints of(States starts, States ends, Closeness closeness, RowArithmetic rows) {
    int segments = starts.count();
    double residual = closeness.largestDistance(ends, 0, starts, 1, segments - 1, rows);
    int exact = 1;
    while (exact < segments && ends.scaledDistance(exact - 1, starts, exact) == 0) {
      exact++;
    }
    int settled = 1;
    while (settled < segments
        && closeness.distance(ends, settled - 1, starts, settled) <= closeness.tolerance()) {
      settled++;
    }
    return new Joints(segments, starts.get(0), ends.last(), exact, settled, residual);
  }

  /** This run followed by the one right after it. */
  Joints then(Joints later, Closeness closeness) {
    boolean isExact = States.scaledDistance(lastEnd, later.firstStart) == 0;
    return new Joints(
        segments + later.segments,
        firstStart,
        later.lastEnd,
        exactSegments == segments && isExact ? segments + later.exactSegments : exactSegments,
        settlesInto(later, closeness) ? segments + later.settledSegments : settledSegments,
        Math.max(Math.max(residual, later.residual), jumpTo(later, closeness)));
  }

  /** Whether all of this run is joined within the tolerance, also to the run right after it. */
  boolean settlesInto(Joints later, Closeness closeness) {
    return settledSegments == segments && jumpTo(later, closeness) <= closeness.tolerance();
  }

  private double jumpTo(Joints later, Closeness closeness) {
    return closeness.distance(lastEnd, later.firstStart);
  }
}
