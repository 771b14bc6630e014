// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.jvm.vector.GateMatrix;
import java.util.Arrays;

/**
 * Puts the constants of a kernel text together, one after the other. Matrices and what belongs to
 * their rows lie in parts of four rows of each gate, filled up with zeros, and so begin where a
 * text can load four numbers at once.
 */
final class Constants {
  private static final int ROWS = 4;

  /** The largest array of a Java virtual machine, about. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  private double[] numbers = new double[ROWS];
  private int length;

  /** Numbers as they are. */
  Constants add(double... more) {
    int longer = Math.addExact(length, more.length);
    if (longer > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(longer, (int) Math.min(2L * longer, MOST)));
    }
    System.arraycopy(more, 0, numbers, length, more.length);
    length = longer;
    return this;
  }

  /**
   * The weights of a matrix, {@code [C][parts][G][4]}.
   *
   * @param gates G, whose rows are stacked
   * @param columns C
   * @param weights {@code [G D][C]}, row-major
   */
  Constants weights(int gates, int columns, double[] weights) {
    for (int column = 0; column < columns; column++) {
      double[] rows = new double[weights.length / columns];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = weights[row * columns + column];
      }
      rows(gates, rows);
    }
    return this;
  }

  /**
   * A number for each row of a matrix, {@code [parts][G][4]}.
   *
   * @param values {@code [G D]}
   */
  Constants rows(int gates, double[] values) {
    int size = values.length / gates;
    double[] packed = new double[filled(size) * gates];
    for (int gate = 0; gate < gates; gate++) {
      for (int unit = 0; unit < size; unit++) {
        packed[(unit / ROWS * gates + gate) * ROWS + unit % ROWS] = values[gate * size + unit];
      }
    }
    return add(packed);
  }

  /**
   * What two vectors give to the same sums: the weights of the first, of the second, the biases.
   */
  Constants joined(GateMatrix first, GateMatrix second) {
    GateMatrix both = first.beside(second);
    return weights(both.gates(), both.columns(), both.weights()).rows(both.gates(), both.bias());
  }

  /** Units filled up to whole parts. */
  static int filled(int units) {
    return (units + ROWS - 1) / ROWS * ROWS;
  }

  /** All of them, filled up to fours. */
  double[] toArray() {
    return Arrays.copyOf(numbers, filled(length));
  }
}
