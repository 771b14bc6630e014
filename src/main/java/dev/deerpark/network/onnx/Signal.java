// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

/**
 * A tensor with one row for each step.
 *
 * @param shape its dimensions, one of which is {@link Shapes#TIME}
 * @param row the number of the value in {@link dev.deerpark.network.Rows} that holds the other
 *     dimensions, row-major
 * @param backwards whether its steps are in the reverse order in the graph; a row is that of its
 *     own step all the same
 */
record Signal(int[] shape, int row, boolean backwards) implements Value {

  /** A signal with the steps in the order of the input. */
  static Signal of(int[] shape, int row) {
    return new Signal(shape, row, false);
  }

  /** What is made of this signal, step by step. */
  Signal with(int[] other, int madeOfIt) {
    return new Signal(other, madeOfIt, backwards);
  }

  /** Which dimension is time. */
  int timeAxis() {
    return Shapes.timeAxis(shape);
  }

  /** The shape of a row. */
  int[] rowShape() {
    return Shapes.without(shape, timeAxis());
  }

  @Override
  public String shown() {
    return Shapes.text(shape);
  }
}
