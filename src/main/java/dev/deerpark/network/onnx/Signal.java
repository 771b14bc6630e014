// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

/**
 * A tensor with one row for each step.
 *
 * @param shape its dimensions, one of which is {@link Shapes#TIME}
 * @param row the number of the value in {@link dev.deerpark.network.Rows} that holds the other
 *     dimensions, row-major
 */
record Signal(int[] shape, int row) implements Value {

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
