// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import java.io.Serializable;

/**
 * A scan element: the map of a run of segments from the state before it to the state after it. It
 * is written around an anchor, the current iterate's state before the run, and an image, the state
 * that the map gives for the anchor. The arrays are shared and never modified.
 */
public sealed interface SegmentMap extends Serializable
    permits AnchoredMap, KalmanMap, DiagonalKalmanMap {

  /** {@code [D]}: the iterate's state before the run. */
  double[] anchor();

  /** {@code [D]}: the state that the map gives for the anchor. */
  double[] image();

  /** The state after the run, for the state before it: observe, then move on. */
  default Belief apply(Belief before) {
    return push(observe(before));
  }

  /** The state before the run, conditioned on the run's own observations. */
  Belief observe(Belief before);

  /** Moves a state on that has been {@linkplain #observe observed}. */
  Belief push(Belief observed);

  /**
   * The gain of the smoother for a single segment, {@code E = P A^T (A P A^T + Q)^-1}: how far the
   * state before it follows the state after it.
   *
   * @param observed the state before the segment
   * @param pushed the same {@linkplain #push pushed}
   */
  LinearMap gain(Belief observed, Belief pushed);

  /** {@code earlier}, then this map. */
  SegmentMap after(SegmentMap earlier);

  /**
   * Whether every number of the map is finite, except in the anchor and the image, which are not
   * checked.
   */
  boolean isFinite();

  /** Bytes of the map when it is sent. */
  long bytes();
}
