// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import java.io.Serializable;

/**
 * A scan element: what a run of segments makes of the state before it. All are written around an
 * anchor, the current iterate's state before the run, and an image, where the anchor goes. The
 * arrays are shared and never modified.
 */
public sealed interface SegmentMap extends Serializable
    permits AnchoredMap, KalmanMap, DiagonalKalmanMap {

  /** {@code [D]}: the iterate's state before the run. */
  double[] anchor();

  /** {@code [D]}: where the anchor goes. */
  double[] image();

  /** The state after the run, for the state before it: observe, then move on. */
  default Belief apply(Belief before) {
    return push(observe(before));
  }

  /** What is known of the state before the run once the run's own observations are taken in. */
  Belief observe(Belief before);

  /** Moves a state on that has been {@linkplain #observe observed}. */
  Belief push(Belief observed);

  /**
   * How far the state before a single segment follows the one after it, {@code E = P A^T (A P A^T +
   * Q)^-1}: the gain of the smoother.
   *
   * @param observed the state before the segment
   * @param pushed the same {@linkplain #push pushed}
   */
  LinearMap gain(Belief observed, Belief pushed);

  /** {@code earlier}, then this map. */
  SegmentMap after(SegmentMap earlier);

  /** Whether every number of the map but for the anchor and image is finite. */
  boolean isFinite();

  /** Bytes that travel. */
  long bytes();
}
