// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import java.util.List;

/**
 * A model as its kernel text wants it.
 *
 * @param text its name: {@code <text>.cl}
 * @param stateSize D
 * @param inputSize I
 * @param units that a step can be shared by: rows of a gate, numbers of a state, or 1 where an item
 *     takes a lane alone
 * @param isTiled whether four units at a time are the rows of a matrix
 * @param kept what the text keeps of a step
 * @param choices that the text leaves to the model, {@code NAME=value}
 * @param constants that it reads, in its order, rounded to the precision of the walk
 */
record DeviceModel(
    String text,
    int stateSize,
    int inputSize,
    int units,
    boolean isTiled,
    Kept kept,
    List<String> choices,
    double[] constants) {

  /**
   * Numbers a lane that a text keeps of a step.
   *
   * @param plain without Jacobians
   * @param diagonal with their diagonals
   * @param dense with full ones
   * @param direction with full ones, for each direction
   */
  record Kept(int plain, int diagonal, int dense, int direction) {}
}
