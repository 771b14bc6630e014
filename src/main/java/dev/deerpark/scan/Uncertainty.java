// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.Dense;
import java.io.Serializable;

/** The Gaussian error of a state. The arrays are shared and never modified. */
public sealed interface Uncertainty extends Serializable {

  /** The state is known exactly. */
  None NONE = new None();

  /**
   * A factor V of the covariance {@code V V^T}, {@code [D][D]}, as an array that is not to be
   * modified.
   *
   * @param size D
   */
  double[] factor(int size);

  /** No error. */
  @DefaultSerializer(RecordSerializer.class)
  record None() implements Uncertainty {
    @Override
    public double[] factor(int size) {
      return new double[size * size];
    }
  }

  /**
   * An error of any covariance.
   *
   * @param factor {@code [D][D]}: V of the covariance {@code V V^T}
   */
  @DefaultSerializer(RecordSerializer.class)
  record Factor(double[] factor) implements Uncertainty {
    @Override
    public double[] factor(int size) {
      return factor;
    }
  }

  /**
   * Independent errors of the components.
   *
   * @param variances {@code [D]}, at least 0
   */
  @DefaultSerializer(RecordSerializer.class)
  record Variances(double[] variances) implements Uncertainty {
    @Override
    public double[] factor(int size) {
      return roots(variances);
    }
  }

  /** The matrix {@code [D][D]} with the roots of {@code [D]} numbers on its diagonal. */
  static double[] roots(double[] squares) {
    double[] matrix = Dense.diagonal(squares.length, 1);
    for (int i = 0; i < squares.length; i++) {
      matrix[i * squares.length + i] = Math.sqrt(squares[i]);
    }
    return matrix;
  }
}
