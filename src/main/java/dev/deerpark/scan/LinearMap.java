// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.Dense;
import java.io.Serializable;

/**
 * A linear map on R^D, in the cheapest form that holds it. Maps of different forms compose. The
 * arrays are shared and never modified.
 */
public sealed interface LinearMap extends Serializable {

  /** {@code vector} mapped, as a new array. {@code vector} is not modified. */
  double[] apply(double[] vector);

  /** The composition: {@code earlier} first, then this map. */
  LinearMap after(LinearMap earlier);

  /** The error of a state after the map. */
  Uncertainty push(Uncertainty error);

  /**
   * All entries, {@code [D][D]}, as an array that is not to be modified.
   *
   * @param size D
   */
  double[] matrix(int size);

  /** Whether every number held is finite. */
  boolean isFinite();

  /** The number of numbers held. */
  int entries();

  /** Sends everything to 0. */
  @DefaultSerializer(RecordSerializer.class)
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
    public Uncertainty push(Uncertainty error) {
      return Uncertainty.NONE;
    }

    @Override
    public double[] matrix(int size) {
      return new double[size * size];
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
  @DefaultSerializer(RecordSerializer.class)
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
    public Uncertainty push(Uncertainty error) {
      return error;
    }

    @Override
    public double[] matrix(int size) {
      return Dense.diagonal(size, 1);
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
  @DefaultSerializer(RecordSerializer.class)
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
        return new Matrix(diagonal.length, scaleRows(matrix.matrix()));
      }
      if (earlier instanceof Diagonal first) {
        return new Diagonal(apply(first.diagonal()));
      }
      return earlier instanceof Zero ? earlier : this;
    }

    @Override
    public Uncertainty push(Uncertainty error) {
      if (error instanceof Uncertainty.Variances known) {
        return new Uncertainty.Variances(apply(apply(known.variances())));
      }
      return error instanceof Uncertainty.Factor known
          ? new Uncertainty.Factor(scaleRows(known.factor()))
          : error;
    }

    private double[] scaleRows(double[] matrix) {
      double[] product = matrix.clone();
      for (int i = 0, n = diagonal.length; i < product.length; i++) {
        product[i] *= diagonal[i / n];
      }
      return product;
    }

    @Override
    public double[] matrix(int size) {
      return scaleRows(Dense.diagonal(size, 1));
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

  /**
   * A full matrix.
   *
   * @param order D
   * @param matrix {@code [D][D]}, row-major
   */
  @DefaultSerializer(RecordSerializer.class)
  record Matrix(int order, double[] matrix) implements LinearMap {
    @Override
    public double[] apply(double[] vector) {
      return Dense.multiply(order, matrix, vector);
    }

    @Override
    public LinearMap after(LinearMap earlier) {
      if (earlier instanceof Matrix first) {
        return new Matrix(order, Dense.multiplied(order, matrix, first.matrix()));
      }
      if (earlier instanceof Diagonal first) {
        double[] product = matrix.clone();
        for (int i = 0; i < product.length; i++) {
          product[i] *= first.diagonal()[i % order];
        }
        return new Matrix(order, product);
      }
      return earlier instanceof Zero ? earlier : this;
    }

    @Override
    public Uncertainty push(Uncertainty error) {
      return error instanceof Uncertainty.None
          ? error
          : new Uncertainty.Factor(Dense.multiplied(order, matrix, error.factor(order)));
    }

    @Override
    public double[] matrix(int size) {
      return matrix;
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
