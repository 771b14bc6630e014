// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.recurrence.JacobianForm;
import java.io.Serializable;

/**
 * The settings by which the elements of one sweep are made. The results of the sweep keep them,
 * since the update uses the same elements.
 *
 * @param form of the Jacobians
 * @param damping of the update
 * @param exactSegments the number of segments of the sequence with an exact start before the sweep,
 *     which gives the next one an exact start too
 * @param settledSegments the number of segments at the beginning that were joined within the
 *     tolerance
 */
@DefaultSerializer(RecordSerializer.class)
public record SweepPlan(
    JacobianForm form, Damping damping, long exactSegments, long settledSegments)
    implements Serializable {

  /** A plan for the first sweep: only the start of the sequence is known. */
  public static SweepPlan of(JacobianForm form, Damping damping) {
    return new SweepPlan(form, damping, 0, 0);
  }

  /** This plan for the sweep after another one. */
  public SweepPlan after(SweepSummary summary) {
    return new SweepPlan(form, damping, summary.exactSegments(), summary.settledSegments());
  }

  /** What a kernel that holds the Jacobians of a sweep by this plan does to them. */
  JacobianUse use() {
    Shrinking shrinking = damping.shrinking();
    // whether or not this sweep filters: the Jacobians may be those of one that does
    boolean smooths = damping.filter().mean() == Filter.Mean.SMOOTHED;
    return new JacobianUse(
        damping.reset().largest(), shrinking.factor(), shrinking.limit(), smooths);
  }

  /** Whether a segment's start is exact after the sweep, and will not move again. */
  boolean isExact(long segment) {
    return segment <= exactSegments && !damping.hasPublishedPrefix();
  }

  /** Whether a segment's start becomes exact in the sweep, whatever the damping is. */
  boolean becomesExact(long segment) {
    return segment == exactSegments && !damping.hasPublishedPrefix();
  }

  /** Whether a segment is damped. */
  boolean isDamped(long segment) {
    return damping.filters()
        && form.entries(1) > 0
        && (damping.hasPublishedPrefix() || segment > exactSegments && segment >= settledSegments);
  }
}
