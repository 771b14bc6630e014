// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.sequence.States;
import java.io.Serializable;

/**
 * Numbers of a run of segments that were not finite.
 *
 * @param refused how many Jacobians, products of them, ends and start states were not finite and
 *     were replaced
 * @param firstSegment the first segment of the run, from 0, whose end is not finite; -1 where all
 *     are
 */
@DefaultSerializer(RecordSerializer.class)
public record NonFinite(long refused, long firstSegment) implements Serializable {

  /**
   * Checks the ends of a block.
   *
   * @param largest absolute number of the ends; NaN where one is
   * @param others how many Jacobians, products and start states of the block that were refused
   */
  public static NonFinite of(States ends, double largest, long others) {
    if (largest < Double.POSITIVE_INFINITY) {
      return new NonFinite(others, -1);
    }
    long refused = others;
    long first = -1;
    for (int segment = ends.count() - 1; segment >= 0; segment--) {
      if (!ends.isFinite(segment)) {
        first = segment;
        refused++;
      }
    }
    return new NonFinite(refused, first);
  }

  /**
   * This run followed by the one right after it.
   *
   * @param segments length of this run
   */
  NonFinite then(NonFinite later, long segments) {
    boolean here = firstSegment >= 0 || later.firstSegment < 0;
    return new NonFinite(
        refused + later.refused, here ? firstSegment : segments + later.firstSegment);
  }

  /** The same ends, with more refusals. */
  NonFinite refusing(long more) {
    return new NonFinite(refused + more, firstSegment);
  }
}
