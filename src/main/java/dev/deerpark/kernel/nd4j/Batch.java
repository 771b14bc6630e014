// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of a batch of {@value #WIDTH} walks, and the way to and from the Java heap. They are
 * of doubles, in which the products of matrices treat all columns alike; in float they do not. An
 * array is column-major, so that a walk's numbers lie side by side.
 */
final class Batch {
  /** How many walks, W. */
  static final int WIDTH = 64;

  private Batch() {}

  /** Zeros, {@code [rows][W]}. */
  static INDArray zeros(int rows) {
    return matrix(rows, WIDTH);
  }

  private static INDArray matrix(int rows, int columns) {
    return Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, columns}, 'f').assign(0);
  }

  /**
   * A matrix that is given row by row.
   *
   * @param from where its first row begins
   */
  static INDArray matrix(double[] rowMajor, int from, int rows, int columns) {
    double[] columnMajor = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        columnMajor[j * rows + i] = rowMajor[from + i * columns + j];
      }
    }
    INDArray matrix = matrix(rows, columns);
    write(columnMajor, matrix);
    return matrix;
  }

  /** A vector in every column, {@code [rows][W]}. */
  static INDArray everywhere(double[] vector, int from, int rows) {
    double[] columns = new double[rows * WIDTH];
    for (int column = 0; column < WIDTH; column++) {
      System.arraycopy(vector, from, columns, column * rows, rows);
    }
    INDArray array = zeros(rows);
    write(columns, array);
    return array;
  }

  /** Writes all numbers of an array, column by column. */
  static void write(double[] columns, INDArray array) {
    pointer(array).put(columns, 0, columns.length);
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
  }

  /** Reads all numbers of an array, column by column. */
  static void read(INDArray array, double[] columns) {
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    pointer(array).get(columns, 0, columns.length);
  }

  private static DoublePointer pointer(INDArray array) {
    return (DoublePointer) array.data().pointer().position(0);
  }
}
