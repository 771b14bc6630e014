// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.JacobianForm;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The products of the Jacobians along the walks of a batch, in the form asked for: a diagonal for
 * each walk, or D directions that begin as the unit vectors.
 */
final class ArrayProduct {
  private final ArrayCell cell;
  private final JacobianForm form;
  private final BatchStates[] vectors;

  ArrayProduct(ArrayCell cell, JacobianForm form) {
    this.cell = cell;
    this.form = form;
    int size = new BatchStates(cell).size();
    int count =
        switch (form) {
          case ZERO, IDENTITY, SECANT -> 0;
          case DIAGONAL -> 1;
          case DENSE -> size;
        };
    this.vectors = new BatchStates[count];
    for (int vector = 0; vector < count; vector++) {
      vectors[vector] = new BatchStates(cell);
    }
  }

  /** Begins all walks: the identity. */
  void begin() {
    for (int vector = 0; vector < vectors.length; vector++) {
      double[] first = new double[vectors[vector].size()];
      for (int i = 0; i < first.length; i++) {
        first[i] = form == JacobianForm.DIAGONAL || i == vector ? 1 : 0;
      }
      for (int column = 0; column < Batch.WIDTH; column++) {
        vectors[vector].set(column, first, 0);
      }
      vectors[vector].write();
    }
  }

  /** Multiplies by the Jacobian of the last step from the left. */
  void advance() {
    for (BatchStates vector : vectors) {
      INDArray[] parts = vector.parts();
      if (form == JacobianForm.DIAGONAL) {
        cell.diagonal(parts);
      } else {
        cell.tangent(parts);
      }
    }
  }

  /** Brings the products to the heap, for {@link #store}. */
  void read() {
    for (BatchStates vector : vectors) {
      vector.read();
    }
  }

  /** Writes a walk's product from {@code to} on. */
  void store(int column, double[] jacobians, int to) {
    for (int vector = 0; vector < vectors.length; vector++) {
      double[] numbers = vectors[vector].get(column);
      for (int i = 0; i < numbers.length; i++) {
        jacobians[to + i * vectors.length + vector] = numbers[i];
      }
    }
  }
}
