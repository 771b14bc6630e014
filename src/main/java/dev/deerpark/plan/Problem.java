// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.sequence.TimeRange;

/**
 * The problem to evaluate, as far as a plan depends on it.
 *
 * @param model the model's name
 * @param stateSize D, numbers in a state, at least 1
 * @param inputSize numbers that the model reads per step, at least 0
 * @param besideSize further numbers per step that the run keeps, at least 0
 * @param outputSize numbers in an output, 0 where the model has only its states
 * @param times the time indexes of the series
 */
public record Problem(
    String model, int stateSize, int inputSize, int besideSize, int outputSize, TimeRange times) {

  /** A problem whose run keeps only its inputs. */
  public Problem(String model, int stateSize, int inputSize, int outputSize, TimeRange times) {
    this(model, stateSize, inputSize, 0, outputSize, times);
  }

  /** The same model over a part of the series. */
  Problem of(TimeRange part) {
    return new Problem(model, stateSize, inputSize, besideSize, outputSize, part);
  }

  /** Steps of the series. */
  long steps() {
    return times.steps();
  }

  /** Whether there are outputs beside the states. */
  boolean hasReadout() {
    return outputSize > 0;
  }

  /** Whether the outputs are those of this model, and not of a network that it is a node of. */
  boolean hasOutputsOfItsOwn() {
    return hasReadout() && besideSize == 0;
  }

  /** All numbers that are kept in memory per step, at least 1. */
  int width() {
    return Math.max(1, inputSize + besideSize);
  }
}
