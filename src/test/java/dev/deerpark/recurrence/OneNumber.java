// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.util.function.DoubleBinaryOperator;

/**
 * A recurrence of one number and one input.
 *
 * @param rule from the state and the input to the next state
 */
public record OneNumber(DoubleBinaryOperator rule) implements Recurrence {

  /** Subtracts its last input too, so that it is not a function of its arguments. */
  public static OneNumber remembering() {
    double[] last = new double[1];
    return new OneNumber(
        (state, input) -> {
          double next = 0.5 * state + input - last[0];
          last[0] = input;
          return next;
        });
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
    next[0] = rule.applyAsDouble(state[0], input[0]);
  }
}
