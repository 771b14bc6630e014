// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A state in each column of a batch, in the parts of a cell, with a copy on the Java heap. */
final class BatchStates {
  private final INDArray[] parts;

  /** {@code [W][H]} of each part. */
  private final double[][] copies;

  /** Room for rounded numbers. */
  private final INDArray[] rounded;

  private final int size;

  BatchStates(ArrayCell cell) {
    int[] sizes = cell.parts();
    this.parts = new INDArray[sizes.length];
    this.rounded = new INDArray[sizes.length];
    this.copies = new double[sizes.length][];
    int all = 0;
    for (int part = 0; part < sizes.length; part++) {
      parts[part] = Batch.zeros(sizes[part]);
      rounded[part] = parts[part].castTo(DataType.FLOAT);
      copies[part] = new double[sizes[part] * Batch.WIDTH];
      all += sizes[part];
    }
    this.size = all;
  }

  /** Numbers in a state, D. */
  int size() {
    return size;
  }

  /** The arrays, to be worked on in place. */
  INDArray[] parts() {
    return parts;
  }

  /** Sets a column of the copy to the state that begins at {@code from}. */
  void set(int column, double[] states, int from) {
    int next = from;
    for (double[] copy : copies) {
      int units = copy.length / Batch.WIDTH;
      System.arraycopy(states, next, copy, column * units, units);
      next += units;
    }
  }

  /** A column of the copy, as a new array. */
  double[] get(int column) {
    double[] state = new double[size];
    int next = 0;
    for (double[] copy : copies) {
      int units = copy.length / Batch.WIDTH;
      System.arraycopy(copy, column * units, state, next, units);
      next += units;
    }
    return state;
  }

  /** Writes the copy to the arrays. */
  void write() {
    for (int part = 0; part < parts.length; part++) {
      Batch.write(copies[part], parts[part]);
    }
  }

  /** Rounds all numbers to float. */
  void round() {
    for (int part = 0; part < parts.length; part++) {
      rounded[part].assign(parts[part]);
      parts[part].assign(rounded[part]);
    }
  }

  /** Reads the arrays into the copy. */
  void read() {
    for (int part = 0; part < parts.length; part++) {
      Batch.read(parts[part], copies[part]);
    }
  }
}
