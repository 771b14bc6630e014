// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.sequence.InputBlock;
import java.io.Serializable;

/**
 * Which segments of a block have a {@linkplain dev.deerpark.sequence.Restarts restart}: their ends
 * do not depend on their starts.
 *
 * @param segments {@code [S]}; empty where none has one. Not modified
 */
@DefaultSerializer(RecordSerializer.class)
public record Restarting(boolean[] segments) implements Serializable {

  /** None. */
  static final Restarting NONE = new Restarting(new boolean[0]);

  /** Those of a block. */
  static Restarting of(InputBlock inputs, int segmentLength) {
    int[] steps = inputs.restarts().steps();
    if (steps.length == 0) {
      return NONE;
    }
    boolean[] segments = new boolean[(inputs.steps() - 1) / segmentLength + 1];
    for (int step : steps) {
      segments[step / segmentLength] = true;
    }
    return new Restarting(segments);
  }

  boolean in(int segment) {
    return segments.length > 0 && segments[segment];
  }
}
