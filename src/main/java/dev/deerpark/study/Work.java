// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

/**
 * What a method did, in a phase or in a whole run.
 *
 * @param functionSteps evaluations of f
 * @param tangentSteps the cost of tangents, in evaluations of f
 * @param settledSegments at the beginning of the series, at the end of the phase
 */
public record Work(long functionSteps, long tangentSteps, long settledSegments) {

  /** Nothing. */
  public static final Work NONE = new Work(0, 0, 0);

  /** Evaluations of f alone. */
  public static Work ofSteps(long steps) {
    return new Work(steps, 0, 0);
  }
}
