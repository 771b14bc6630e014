// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import dev.deerpark.base.Numbers;
import dev.deerpark.sequence.InputBlock;
import java.io.Serializable;

/**
 * A function of the numbers of a single step: the readout of a state, or the preparation of an
 * input for a recurrence. Its arithmetic is in double.
 */
public interface RowFunction extends Serializable {

  /** The number of arguments, at least 1. */
  int inputSize();

  /** The number of results, at least 1. */
  int outputSize();

  /** A description of what it computes, for people. */
  String description();

  /** An evaluator for one thread. */
  Evaluator open();

  /** The result for one row, in a fresh array. */
  default double[] apply(double... row) {
    double[] result = new double[outputSize()];
    open().apply(new Numbers.Doubles(row), 0, new Numbers.Doubles(result), 0);
    return result;
  }

  /** The same block with each row replaced by its result, in the same precision. */
  default InputBlock apply(InputBlock block) {
    Evaluator evaluator = open();
    int width = outputSize();
    Numbers results = block.inputs().precision().allocate(Math.multiplyExact(block.steps(), width));
    for (int step = 0; step < block.steps(); step++) {
      evaluator.apply(block.inputs(), step * block.width(), results, step * width);
    }
    return block.of(width, results);
  }

  /** Evaluates the function; it may keep scratch arrays. */
  interface Evaluator {

    /**
     * Evaluates one row.
     *
     * @param rows holds the row from {@code at} on, not modified
     * @param results gets the result from {@code to} on, rounded to its precision
     */
    void apply(Numbers rows, int at, Numbers results, int to);
  }
}
