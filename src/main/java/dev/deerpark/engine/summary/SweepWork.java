// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import java.io.Serializable;

/**
 * What a sweep cost. What it cost to compute Jacobians once more that were not kept is apart: that
 * depends on the memory at hand, so nothing may be decided by it.
 *
 * @param walks what the method itself asks for
 * @param recomputed what was computed once more
 */
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

  /** The work of computing Jacobians once more. */
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

  /** All evaluations of f that tangents were worth. */
  public long tangentSteps() {
    return walks.tangentSteps() + recomputed.tangentSteps();
  }
}
