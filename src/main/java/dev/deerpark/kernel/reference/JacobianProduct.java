// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.reference;

import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Recurrence;
import java.util.Arrays;

/**
 * The product of the steps' Jacobians along a walk, in the form asked for: {@code J_L ... J_2 J_1}.
 */
interface JacobianProduct {

  /** Starts a segment. */
  default void begin() {}

  /** Multiplies the Jacobian at {@code (state, input)} from the left. */
  default void step(double[] state, double[] input) {}

  /** Writes the product to its segment's place in {@code [S][E]}. */
  default void end(double[] jacobians, int segment) {}

  static JacobianProduct of(JacobianForm form, Recurrence model) {
    return switch (form) {
      case ZERO, IDENTITY, SECANT -> new JacobianProduct() {};
      case DIAGONAL -> new DiagonalProduct(model);
      case DENSE -> new DenseProduct(model);
    };
  }

  /** Products of diagonals. */
  final class DiagonalProduct implements JacobianProduct {
    private final Recurrence model;
    private final double[] factor;
    private final double[] product;

    DiagonalProduct(Recurrence model) {
      this.model = model;
      this.factor = new double[model.stateSize()];
      this.product = new double[model.stateSize()];
    }

    @Override
    public void begin() {
      Arrays.fill(product, 1);
    }

    @Override
    public void step(double[] state, double[] input) {
      model.diagonal(state, input, factor);
      for (int i = 0; i < product.length; i++) {
        product[i] *= factor[i];
      }
    }

    @Override
    public void end(double[] jacobians, int segment) {
      System.arraycopy(product, 0, jacobians, segment * product.length, product.length);
    }
  }

  /** Products of full Jacobians. */
  final class DenseProduct implements JacobianProduct {
    private final Recurrence model;
    private final int size;
    private final double[] factor;
    private double[] product;
    private double[] next;
    private boolean first;

    DenseProduct(Recurrence model) {
      this.model = model;
      this.size = model.stateSize();
      this.factor = new double[size * size];
      this.product = new double[size * size];
      this.next = new double[size * size];
    }

    @Override
    public void begin() {
      first = true;
    }

    @Override
    public void step(double[] state, double[] input) {
      if (first) {
        model.jacobian(state, input, product);
        first = false;
        return;
      }
      model.jacobian(state, input, factor);
      Dense.multiply(size, factor, product, next);
      double[] swap = product;
      product = next;
      next = swap;
    }

    @Override
    public void end(double[] jacobians, int segment) {
      System.arraycopy(product, 0, jacobians, segment * size * size, size * size);
    }
  }
}
