// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.sequence.States;

/** The fold of a block's segments, in the order of time, where some of them are filters. */
public interface FilterFold {

  /** What the map of a segment is. */
  enum Kind {
    /** Sends everything to its image. */
    CONSTANT,
    /** Affine, without noise. */
    AFFINE,
    /** Observes its start and adds noise of variance 1. */
    FILTER
  }

  /**
   * Takes the next segment.
   *
   * @param jacobians hold the segment's Jacobian, finite, from {@code from} on; not modified
   * @param anchors start states, not modified
   * @param images where the segments end, not modified
   * @param at the segment's number among those
   */
  void then(Kind kind, double[] jacobians, int from, States anchors, States images, int at);

  /** The fold so far, of one segment at least; nothing is taken after it. */
  MapFold fold();
}
