// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * One operation of a {@link Pointwise} program. It reads earlier values of the program by their
 * number and makes a new one. Arrays are shared and never modified.
 */
public sealed interface Operation extends Serializable
    permits Constant, Unary, Combine, Choose, Concatenate {

  /** The numbers of the values that it reads. */
  List<Integer> operands();

  /** The same operation on the same number of other values. */
  Operation on(List<Integer> others);

  /**
   * Numbers in its result.
   *
   * @param sizes of its operands, in their order
   * @throws IllegalArgumentException where it does not take such operands
   */
  int size(int... sizes);

  /**
   * Computes.
   *
   * @param operands in their order; not modified
   * @param result overwritten
   */
  void apply(double[][] operands, double[] result);

  /** The number of weights, for people. */
  default long parameters() {
    return 0;
  }

  /** Refuses operands of sizes that do not fit. */
  static void require(boolean fits, Operation operation, int... sizes) {
    if (!fits) {
      throw new IllegalArgumentException(
          operation.getClass().getSimpleName() + " of " + Arrays.toString(sizes) + " numbers");
    }
  }
}
