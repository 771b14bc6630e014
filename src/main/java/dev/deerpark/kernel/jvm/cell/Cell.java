// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;

/**
 * A model's arithmetic in one precision, for one walk or for a strip of lanes, depending on the
 * number of lanes and the affine maps that it is built with. Everything else treats the numbers of
 * a state one by one, or sums numbers of different positions in a fixed order, so that a single
 * walk and one lane of many give the same bits.
 *
 * <p>Number i of lane c lies at {@code i * lanes + c}; arrays are padded to whole vectors.
 */
public interface Cell {

  /**
   * The shape of a cell's arrays.
   *
   * @param stateSize D
   * @param inputSize I
   * @param lanes the number of walks side by side
   * @param span the length of an array for states: D times the lanes, padded
   */
  record Shape(Precision precision, int stateSize, int inputSize, int lanes, int span) {}

  /** The shape of its arrays. */
  Shape shape();

  /**
   * One step.
   *
   * @param input holds the inputs from {@code offset} on, {@code [I][lanes]}
   * @param state before the step, not modified
   * @param next written; another array than {@code state}
   */
  void step(Numbers input, int offset, Numbers state, Numbers next);

  /**
   * Multiplies by the diagonal of the Jacobian of the last step.
   *
   * @param product {@code [D][lanes]}, overwritten
   */
  void diagonal(Numbers product);

  /**
   * Multiplies the Jacobian of the last step by a direction in each lane.
   *
   * @param direction {@code [D][lanes]}, overwritten by the product
   */
  void tangent(Numbers direction);
}
