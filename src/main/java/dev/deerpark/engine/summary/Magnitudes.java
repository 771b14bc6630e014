// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * The largest absolute numbers in a run of segments.
 *
 * @param start the largest absolute number in a start state
 * @param end the largest absolute number in a segment's end, of those that are finite
 * @param settled the same for the start states of the segments at the run's beginning that are
 *     joined within the tolerance
 */
@DefaultSerializer(RecordSerializer.class)
public record Magnitudes(double start, double end, double settled) implements Serializable {

  /**
   * This run followed by the one right after it.
   *
   * @param settledThroughout whether all of this run is joined within the tolerance, also to the
   *     later one
   */
  Magnitudes then(Magnitudes later, boolean settledThroughout) {
    return new Magnitudes(
        Math.max(start, later.start),
        Math.max(end, later.end),
        settledThroughout ? Math.max(start, later.settled) : settled);
  }
}
