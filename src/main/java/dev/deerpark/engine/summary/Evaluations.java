// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.kernel.WalkResult;
import java.io.Serializable;

/**
 * Evaluations of f.
 *
 * @param steps of the walks
 * @param tangentSteps the cost of the tangents, in evaluations of f
 */
@DefaultSerializer(RecordSerializer.class)
public record Evaluations(long steps, long tangentSteps) implements Serializable {

  public static final Evaluations NONE = new Evaluations(0, 0);

  /** The evaluations of a walk. */
  public static Evaluations of(WalkResult walk) {
    return new Evaluations(walk.steps(), walk.tangentSteps());
  }

  Evaluations plus(Evaluations other) {
    return new Evaluations(steps + other.steps, tangentSteps + other.tangentSteps);
  }

  /** Both kinds together. */
  public long all() {
    return steps + tangentSteps;
  }
}
