// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * The cost of a sweep. The cost of recomputing Jacobians that were not kept is counted separately:
 * it depends on the available memory, so no decision may depend on it.
 *
 * @param walks the work of the method itself
 * @param recomputed the work of recomputing Jacobians
 */
@DefaultSerializer(RecordSerializer.class)
public record SweepWork(Evaluations walks, Evaluations recomputed) implements Serializable {

  public static final SweepWork NONE = new SweepWork(Evaluations.NONE, Evaluations.NONE);

  /** The work of walks. */
  public static SweepWork walking(Evaluations walks) {
    return new SweepWork(walks, Evaluations.NONE);
  }

  /** The work of walks without tangents. */
  public static SweepWork ofSteps(long steps) {
    return walking(new Evaluations(steps, 0));
  }

  /** The work of recomputing Jacobians. */
  public static SweepWork recomputing(Evaluations again) {
    return new SweepWork(Evaluations.NONE, again);
  }

  public SweepWork plus(SweepWork other) {
    return new SweepWork(walks.plus(other.walks), recomputed.plus(other.recomputed));
  }

  /** All evaluations of f. */
  public long steps() {
    return walks.steps() + recomputed.steps();
  }

  /** The cost of all tangents, in evaluations of f. */
  public long tangentSteps() {
    return walks.tangentSteps() + recomputed.tangentSteps();
  }
}
