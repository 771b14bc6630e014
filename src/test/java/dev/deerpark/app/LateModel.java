// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.recurrence.Recurrence;
import java.util.concurrent.ThreadLocalRandom;

/** A small network, some of whose instances take their time: a task in a few is late. */
public final class LateModel implements Recurrence {
  private boolean late = ThreadLocalRandom.current().nextInt(16) == 0;

  @Override
  public int stateSize() {
    return 3;
  }

  @Override
  public int inputSize() {
    return 1;
  }

  @Override
  public void step(double[] state, double[] input, double[] next) {
    if (late) {
      late = false;
      pause();
    }
    next[0] = Math.tanh(0.9 * state[1] - 0.5 * state[2] + input[0]);
    next[1] = Math.tanh(0.8 * state[0] + 0.3 * state[2]);
    next[2] = Math.tanh(0.7 * state[1] - 0.4 * state[0] + 0.1);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      // a task that lost the race against its copy
      Thread.currentThread().interrupt();
    }
  }
}
