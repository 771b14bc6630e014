// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.sequence.States;

/**
 * A {@link Belief} on its way along a block's segments, in the order of time, in arrays that every
 * segment uses again. For each segment it observes, and then moves on.
 */
public interface MovingBelief {

  /**
   * Conditions the belief on what a segment observes, as {@link SegmentMap#observe}.
   *
   * @param anchors start states, not modified
   * @param at the segment's number among those
   */
  void observe(FilterFold.Kind kind, States anchors, int at);

  /** Takes the mean as exact. */
  void know();

  /** {@code [D]}: the mean, valid until the belief moves on, not to be modified. */
  double[] mean();

  /**
   * Moves on, as {@link SegmentMap#push}.
   *
   * @param jacobians hold the segment's Jacobian, finite, from {@code from} on; not modified
   * @param anchors start states, not modified
   * @param images where the segments end, not modified
   * @param at the segment's number among those
   */
  void push(
      FilterFold.Kind kind, double[] jacobians, int from, States anchors, States images, int at);

  /** Whether the state before the segment that was pushed last was known exactly. */
  boolean wasExact();

  /**
   * The gain of the smoother, as {@link SegmentMap#gain}, for the segment that was pushed last: one
   * that filters, where the state before it {@linkplain #wasExact was not exact}.
   *
   * @param gains written from {@code to} on, in the form of the Jacobians
   */
  void gain(double[] gains, int to);
}
