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
 */
@DefaultSerializer(RecordSerializer.class)
public record Update(double largest, long moved) implements Serializable {

  /** Before the first update, and where nothing moves. */
  public static final Update NONE = new Update(0, 0);

  /** The update of this run and another. */
  public Update and(Update other) {
    return new Update(Math.max(largest, other.largest), moved + other.moved);
  }
}
