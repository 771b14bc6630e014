// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.linear.Dense;
import java.io.Serializable;

/**
 * A linear map on R^D, in the cheapest form that holds it. Maps of different forms compose. The
 * arrays are shared and never modified.
 */
public sealed interface LinearMap extends Serializable {

  /** {@code vector} mapped, as a new array. {@code vector} is not modified. */
  double[] apply(double[] vector);

  /** The map that does {@code earlier} and then this one. */
  LinearMap after(LinearMap earlier);

  /**
   * The {@linkplain Belief#spread spread} of a mapped state: of a factor the product, of variances
   * the variances; empty where the state is known.
   */
  double[] spread(double[] spread);

  /** Whether every number held is finite. */
  boolean isFinite();

  /** Numbers held. */
  int entries();

  /** Sends everything to 0. */
  record Zero() implements LinearMap {
    @Override
    public double[] apply(double[] vector) {
      return new double[vector.length];
    }

    @Override
    public LinearMap after(LinearMap earlier) {
      return this;
    }

    @Override
    public double[] spread(double[] spread) {
      return new double[0];
    }

    @Override
    public boolean isFinite() {
      return true;
    }

    @Override
    public int entries() {
      return 0;
    }
  }

  /** Leaves everything as it is. */
  record Identity() implements LinearMap {
    @Override
    public double[] apply(double[] vector) {
      return vector.clone();
    }

    @Override
    public LinearMap after(LinearMap earlier) {
      return earlier;
    }

    @Override
    public double[] spread(double[] spread) {
      return spread;
    }

    @Override
    public boolean isFinite() {
      return true;
    }

    @Override
    public int entries() {
      return 0;
    }
  }

  /** Scales every component. */
  record Diagonal(double[] diagonal) implements LinearMap {
    @Override
    public double[] apply(double[] vector) {
      double[] product = vector.clone();
      for (int i = 0; i < product.length; i++) {
        product[i] *= diagonal[i];
      }
      return product;
    }

    @Override
    public LinearMap after(LinearMap earlier) {
      if (earlier instanceof Matrix matrix) {
        double[] product = matrix.matrix().clone();
        for (int i = 0, n = diagonal.length; i < product.length; i++) {
          product[i] *= diagonal[i / n];
        }
        return new Matrix(product);
      }
      if (earlier instanceof Diagonal first) {
        return new Diagonal(apply(first.diagonal()));
      }
      return earlier instanceof Zero ? earlier : this;
    }

    @Override
    public double[] spread(double[] variances) {
      return variances.length == 0 ? variances : apply(apply(variances));
    }

    @Override
    public boolean isFinite() {
      return Dense.isFinite(diagonal);
    }

    @Override
    public int entries() {
      return diagonal.length;
    }
  }

  /** A full matrix, {@code [D][D]}, row-major. */
  record Matrix(double[] matrix) implements LinearMap {
    @Override
    public double[] apply(double[] vector) {
      double[] product = new double[vector.length];
      Dense.multiplyVector(vector.length, matrix, 0, vector, product);
      return product;
    }

    @Override
    public LinearMap after(LinearMap earlier) {
      if (earlier instanceof Matrix first) {
        double[] product = new double[matrix.length];
        Dense.multiply((int) Math.round(Math.sqrt(matrix.length)), matrix, first.matrix(), product);
        return new Matrix(product);
      }
      if (earlier instanceof Diagonal first) {
        double[] product = matrix.clone();
        for (int i = 0, n = first.diagonal().length; i < product.length; i++) {
          product[i] *= first.diagonal()[i % n];
        }
        return new Matrix(product);
      }
      return earlier instanceof Zero ? earlier : this;
    }

    @Override
    public double[] spread(double[] factor) {
      return factor.length == 0
          ? factor
          : Dense.multiplied((int) Math.round(Math.sqrt(matrix.length)), matrix, factor);
    }

    @Override
    public boolean isFinite() {
      return Dense.isFinite(matrix);
    }

    @Override
    public int entries() {
      return matrix.length;
    }
  }
}
