// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.sequence.States;

/**
 * What a fold of consecutive maps from the left, in the order of time, has come to.
 *
 * @param whole the maps so far, as one
 * @param pendingMove the largest scaled distance of a map's anchor from the image of those before
 *     it: by so much the next update is about to move a state between two maps
 * @param dropped how often the whole overflowed and forgot its beginning
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
        : new MapFold(forgetting(longer), move, dropped + 1);
  }

  /** What stands in for a map that overflowed: it sends everything where it sends the anchor. */
  private static SegmentMap forgetting(SegmentMap map) {
    return new AnchoredMap(new LinearMap.Zero(), map.anchor(), map.image());
  }
}
