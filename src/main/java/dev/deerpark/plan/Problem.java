// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.sequence.TimeRange;

/**
 * What is to be evaluated, as far as a plan depends on it.
 *
 * @param model the model's name
 * @param stateSize D, numbers in a state, at least 1
 * @param inputSize numbers that the model reads per step, at least 0
 * @param besideSize numbers per step that the run keeps beside those, at least 0
 * @param hasReadout whether the model has outputs beside its states
 * @param times the time indexes of the series
 */
public record Problem(
    String model,
    int stateSize,
    int inputSize,
    int besideSize,
    boolean hasReadout,
    TimeRange times) {

  /** A run that keeps its inputs alone. */
  public Problem(String model, int stateSize, int inputSize, boolean hasReadout, TimeRange times) {
    this(model, stateSize, inputSize, 0, hasReadout, times);
  }

  /** Steps of the series. */
  long steps() {
    return times.steps();
  }

  /** Numbers that a step takes in memory for all that is kept of it, at least 1. */
  int width() {
    return Math.max(1, inputSize + besideSize);
  }
}
