// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * The effect of an update on the start states of a run of segments.
 *
 * @param largest the largest scaled move that was proposed, including those too small to be made
 * @param moved the number of start states that moved
 * @param outputChange the largest scaled change of outputs between the walks before it and those
 *     after it, at the segments' meeting marks and ends; 0 where outputs are not compared
 */
@DefaultSerializer(RecordSerializer.class)
public record Update(double largest, long moved, double outputChange) implements Serializable {

  /** Before the first update, and where nothing moves. */
  public static final Update NONE = new Update(0, 0, 0);

  /** The update of this run and another. */
  public Update and(Update other) {
    return new Update(
        Math.max(largest, other.largest),
        moved + other.moved,
        // Math.max keeps NaN
        Math.max(outputChange, other.outputChange));
  }

  /** This update, having changed outputs. */
  public Update changing(double outputs) {
    return new Update(largest, moved, outputs);
  }
}
