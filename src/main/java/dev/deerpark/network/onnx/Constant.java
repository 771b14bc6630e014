// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import java.util.Arrays;

/**
 * A tensor whose numbers are known before anything runs; those of a shape may stand for the number
 * of steps. Arrays are shared and never modified.
 *
 * @param shape its dimensions; none for a single number
 * @param values row-major; integers up to 2^53 exactly, {@link #STEPS} for the number of steps
 * @param integer whether the numbers are integers
 */
record Constant(int[] shape, double[] values, boolean integer) implements Value {

  /** Stands for the number of steps; no tensor of integers holds it otherwise. */
  static final double STEPS = Double.NaN;

  /** A list of integers. */
  static Constant integers(double... values) {
    return new Constant(new int[] {values.length}, values, true);
  }

  /** A single number. */
  static Constant number(double value) {
    return new Constant(new int[0], new double[] {value}, false);
  }

  /** Whether a number stands for the number of steps. */
  boolean isSteps(int i) {
    return integer && Double.isNaN(values[i]);
  }

  /** Whether any does. */
  boolean hasSteps() {
    return integer && Arrays.stream(values).anyMatch(Double::isNaN);
  }

  /** The same numbers in another shape. */
  Constant reshaped(int... other) {
    return new Constant(other, values, integer);
  }

  @Override
  public String shown() {
    return Shapes.text(shape);
  }
}
