// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/**
 * An output that is not a number where the first number of a state is below 0, and minus infinity
 * where that is 0.
 *
 * @param inputSize D, the numbers in a state
 */
public record LogarithmOfFirst(int inputSize) implements RowFunction {

  @Override
  public int outputSize() {
    return 1;
  }

  @Override
  public String description() {
    return "the logarithm of the first of " + inputSize;
  }

  @Override
  public Evaluator open() {
    return (rows, at, results, to) -> results.set(to, Math.log(rows.get(at)));
  }
}
