// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import dev.deerpark.base.Numbers;
import java.io.Serializable;

/**
 * A function of the numbers of one step alone: the readout of a state, or what is done to an input
 * before it reaches a recurrence. Its arithmetic is in double.
 */
public interface RowFunction extends Serializable {

  /** Numbers that it takes, at least 1. */
  int inputSize();

  /** Numbers that it gives, at least 1. */
  int outputSize();

  /** An evaluator for one thread. */
  Evaluator open();

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
