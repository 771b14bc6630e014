// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.recurrence.Recurrence;

/** A network that takes its time for every step. */
public final class SlowModel implements Recurrence {
  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public int inputSize() {
    return 1;
  }

  @Override
  public void step(double[] state, double[] input, double[] next) {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    next[0] = Math.tanh(0.5 * state[0] + input[0]);
  }
}
