// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.base.BadInputException;
import dev.deerpark.recurrence.Recurrence;
import java.util.Map;

/**
 * A model as a user would write it: {@code s' = s + rate (x - s)}. It can be made to fail at an
 * input above {@code limit}: {@code fail=throw}, {@code refuse}, {@code overflow} the stack, {@code
 * exhaust} the memory.
 */
public final class Leak implements Recurrence {
  private final double rate;
  private final String fail;
  private final double limit;

  public Leak(Map<String, String> parameters) {
    rate = Double.parseDouble(parameters.getOrDefault("rate", "0.5"));
    fail = parameters.getOrDefault("fail", "never");
    limit = Double.parseDouble(parameters.getOrDefault("limit", "0.3"));
  }

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
    if (input[0] > limit && fail.equals("throw")) {
      throw new IllegalStateException("an input of " + input[0]);
    }
    if (input[0] > limit && fail.equals("refuse")) {
      throw new BadInputException("The leak takes no input above " + limit + ".");
    }
    if (input[0] > limit && fail.equals("overflow")) {
      step(state, input, next);
    }
    if (input[0] > limit && fail.equals("exhaust")) {
      next[0] = new long[Integer.MAX_VALUE - 8].length;
    }
    next[0] = state[0] + rate * (input[0] - state[0]);
  }
}
