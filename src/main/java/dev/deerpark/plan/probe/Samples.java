// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import dev.deerpark.sequence.InputBlock;

/** Reads the inputs of a few steps of a series, before the series itself is read. */
@FunctionalInterface
public interface Samples {

  /**
   * Consecutive inputs as the recurrence gets them.
   *
   * @param firstStep the first of them, counted from 0
   * @param steps their number, at least 1
   * @return a block of no layout
   */
  InputBlock of(long firstStep, int steps);
}
