// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import java.io.Serializable;

/**
 * What a sweep cost.
 *
 * @param steps evaluations of f
 * @param tangentSteps evaluations of f that the tangents were worth
 */
public record SweepWork(long steps, long tangentSteps) implements Serializable {

  public static final SweepWork NONE = new SweepWork(0, 0);

  public SweepWork plus(SweepWork other) {
    return new SweepWork(steps + other.steps, tangentSteps + other.tangentSteps);
  }
}
