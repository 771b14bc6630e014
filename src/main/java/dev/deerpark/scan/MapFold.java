// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.sequence.States;

/**
 * The left fold of consecutive maps, in the order of time, so far.
 *
 * @param whole the maps so far, as one
 * @param pendingMove the largest scaled distance of a map's anchor from the image of the maps
 *     before it, which is the largest move of a state between two maps in the next update
 * @param dropped how often the whole overflowed, so that its beginning was dropped
 */
public record MapFold(SegmentMap whole, double pendingMove, int dropped) {

  /** One map. */
  public static MapFold of(SegmentMap first) {
    return new MapFold(first, 0, 0);
  }

  /** The fold with the map right after it. */
  public MapFold then(SegmentMap next) {
    double move = Math.max(pendingMove, States.scaledDistance(next.anchor(), whole.image()));
    SegmentMap longer = next.after(whole);
    return longer.isFinite()
        ? new MapFold(longer, move, dropped)
        : new MapFold(constant(longer), move, dropped + 1);
  }

  /** Replaces a map that overflowed: it sends everything to the image of the anchor. */
  private static SegmentMap constant(SegmentMap map) {
    return new AnchoredMap(new LinearMap.Zero(), map.anchor(), map.image());
  }
}
