// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * The summary of a sweep over a run of consecutive segments. Summaries of adjacent runs merge in
 * time order, so that of the whole sequence does not depend on its distribution.
 *
 * @param joints between the segments
 * @param update before the sweep
 * @param work of the sweep
 * @param nonFinite numbers that were not finite
 * @param magnitudes of the numbers
 * @param largestJump the largest absolute difference of two walks at a point where they counted as
 *     met
 * @param growth of a small difference along the run
 */
@DefaultSerializer(RecordSerializer.class)
public record SweepSummary(
    Joints joints,
    Update update,
    SweepWork work,
    NonFinite nonFinite,
    Magnitudes magnitudes,
    double largestJump,
    Growth growth)
    implements Serializable {

  /** The summary of this run followed by the one right after it. */
  public SweepSummary then(SweepSummary later, Closeness closeness) {
    return new SweepSummary(
        joints.then(later.joints, closeness),
        update.and(later.update),
        work.plus(later.work),
        nonFinite.then(later.nonFinite, joints.segments()),
        magnitudes.then(later.magnitudes, joints.settlesInto(later.joints, closeness)),
        Math.max(largestJump, later.largestJump),
        growth.then(later.growth));
  }

  /** The summary of the run after another sweep, in which nothing moved. */
  public SweepSummary still(double proposed, long refused, SweepWork done) {
    return new SweepSummary(
        joints,
        new Update(proposed, 0, 0),
        done,
        new NonFinite(refused, nonFinite.firstSegment()),
        magnitudes,
        0,
        growth);
  }

  /** The same summary, with work that was done before the sweep. */
  public SweepSummary working(SweepWork more) {
    return new SweepSummary(
        joints, update, work.plus(more), nonFinite, magnitudes, largestJump, growth);
  }

  /** The same summary, with more refusals. */
  public SweepSummary refusing(long more) {
    return new SweepSummary(
        joints, update, work, nonFinite.refusing(more), magnitudes, largestJump, growth);
  }

  /** Segments of the run. */
  public long segments() {
    return joints.segments();
  }

  /** Segments at the beginning of the sequence whose start has no error at all. */
  public long exactSegments() {
    return joints.exactSegments();
  }

  /** Segments at the beginning of the sequence that are joined within the tolerance. */
  public long settledSegments() {
    return joints.settledSegments();
  }

  /** The largest scaled jump at a joint; NaN where a state is not a number. */
  public double residual() {
    return joints.residual();
  }
}
