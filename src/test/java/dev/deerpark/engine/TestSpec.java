// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;

/** A test model that travels: {@code s' = tanh(W s + V x)}. */
public record TestSpec(int size, int width, double gain, long seed) implements RecurrenceSpec {
  @Override
  public Recurrence build() {
    return TestModels.tanh(size, width, gain, seed);
  }
}
