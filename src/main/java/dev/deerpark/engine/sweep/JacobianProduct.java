// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.linear.Dense;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.LinearMap;

/** The product of all Jacobians of a block, in the order of time. */
final class JacobianProduct {
  private final JacobianForm form;
  private final int size;
  private final double[] jacobians;
  private final boolean[] constant;
  private final MatrixProduct products;
  private final int stride;

  /** {@code [D]}, or {@code [D][stride]}. */
  private double[] product;

  private double[] next;

  /** Whether the product is 0: a map was constant, or the product overflowed. */
  private boolean isZero;

  private int dropped;

  /** The Jacobian of the first segment. */
  private JacobianProduct(
      JacobianForm form, int size, double[] jacobians, boolean[] constant, MatrixProduct products) {
    this.form = form;
    this.size = size;
    this.jacobians = jacobians;
    this.constant = constant;
    this.products = products;
    this.stride = products.stride(size);
    this.isZero = constant[0];
    this.product = isZero ? new double[0] : ofFirst();
    this.next = form == JacobianForm.DENSE ? new double[product.length] : product;
  }

  /**
   * Multiplies the Jacobians of a block.
   *
   * @param jacobians {@code [S][E]}, shared
   * @param constant {@code [S]}, shared: which segments' maps send everything to their image
   */
  static JacobianProduct of(
      JacobianForm form, int size, double[] jacobians, boolean[] constant, MatrixProduct products) {
    JacobianProduct product = new JacobianProduct(form, size, jacobians, constant, products);
    product.multiplyByOthers();
    return product;
  }

  private double[] ofFirst() {
    if (form != JacobianForm.DENSE) {
      double[] diagonal = new double[form == JacobianForm.DIAGONAL ? size : 0];
      System.arraycopy(jacobians, 0, diagonal, 0, diagonal.length);
      return diagonal;
    }
    double[] matrix = new double[size * stride];
    for (int row = 0; row < size; row++) {
      System.arraycopy(jacobians, row * size, matrix, row * stride, size);
    }
    return matrix;
  }

  /**
   * Multiplies by the Jacobians of the other segments, from the left, up to one that is constant.
   */
  private void multiplyByOthers() {
    int end = 1;
    while (end < constant.length && !constant[end]) {
      end++;
    }
    if (!isZero) {
      // looked at in the end: what is not finite stays so, whatever it is multiplied by
      multiply(1, end);
    }
    if (end < constant.length) {
      dropWhereNotFinite();
      isZero = true;
    }
  }

  private void multiply(int first, int end) {
    switch (form) {
      case DIAGONAL -> products.rows().multiply(product, jacobians, first, end);
      case DENSE -> {
        for (int segment = first; segment < end; segment++) {
          products.multiply(size, jacobians, segment * size * size, product, next);
          double[] swap = product;
          product = next;
          next = swap;
        }
      }
      case IDENTITY, ZERO, SECANT -> {}
    }
  }

  private void dropWhereNotFinite() {
    if (!isZero && !Dense.isFinite(product)) {
      isZero = true;
      dropped++;
    }
  }

  /** How often the product overflowed. */
  int dropped() {
    return dropped;
  }

  /** The product; 0 where a map was constant, or where it overflowed. */
  LinearMap map() {
    dropWhereNotFinite();
    if (isZero) {
      return new LinearMap.Zero();
    }
    return switch (form) {
      case ZERO, SECANT -> new LinearMap.Zero();
      case IDENTITY -> new LinearMap.Identity();
      case DIAGONAL -> new LinearMap.Diagonal(product);
      case DENSE -> new LinearMap.Matrix(size, packed());
    };
  }

  private double[] packed() {
    double[] matrix = new double[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(product, row * stride, matrix, row * size, size);
    }
    return matrix;
  }
}
