// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.linear.RowArithmetic;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of square matrices of doubles, whose rows are padded to whole vectors. A tile of four
 * rows by two or three vectors stays in registers throughout its sums.
 */
public final class VectorMatrixProduct implements MatrixProduct {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int ROWS = 4;
  private static final RowArithmetic ROW_ARITHMETIC = new VectorRows();

  @Override
  public int stride(int n) {
    return VectorRows.strideOf(n);
  }

  @Override
  public RowArithmetic rows() {
    return ROW_ARITHMETIC;
  }

  @Override
  public void multiply(
      int n, double[] left, int from, int down, int across, double[] right, double[] product) {
    int stride = stride(n);
    int row = 0;
    for (; row + ROWS <= n; row += ROWS) {
      int column = 0;
      int first = from + row * down;
      while (column < stride) {
        int at = row * stride + column;
        int vectors = (stride - column) / VECTOR;
        if (vectors == 1) {
          narrow(n, left, first, down, across, right, column, product, at);
          column += VECTOR;
        } else if (vectors == 3) {
          wide(n, left, first, down, across, right, column, product, at);
          column += 3 * VECTOR;
        } else {
          middle(n, left, first, down, across, right, column, product, at);
          column += 2 * VECTOR;
        }
      }
    }
    for (; row < n; row++) {
      for (int column = 0; column < stride; column += VECTOR) {
        int to = row * stride + column;
        one(n, left, from + row * down, across, right, column, product, to);
      }
    }
  }

  // Spelled out: only local variables stay in registers, and in a method as large as these the
  // compiler inlines no other of ours, but passes it vectors as objects.
  private void wide(
      int n,
      double[] left,
      int from,
      int down,
      int across,
      double[] right,
      int column,
      double[] product,
      int to) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector c0 = a0;
    DoubleVector c1 = a0;
    DoubleVector c2 = a0;
    DoubleVector d0 = a0;
    DoubleVector d1 = a0;
    DoubleVector d2 = a0;
    int stride = stride(n);
    for (int k = 0, at = column, factors = from; k < n; k++, at += stride, factors += across) {
      DoubleVector right0 = DoubleVector.fromArray(SPECIES, right, at);
      DoubleVector right1 = DoubleVector.fromArray(SPECIES, right, at + VECTOR);
      DoubleVector right2 = DoubleVector.fromArray(SPECIES, right, at + 2 * VECTOR);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, left[factors]);
      a0 = factor.fma(right0, a0);
      a1 = factor.fma(right1, a1);
      a2 = factor.fma(right2, a2);
      factor = DoubleVector.broadcast(SPECIES, left[factors + down]);
      b0 = factor.fma(right0, b0);
      b1 = factor.fma(right1, b1);
      b2 = factor.fma(right2, b2);
      factor = DoubleVector.broadcast(SPECIES, left[factors + 2 * down]);
      c0 = factor.fma(right0, c0);
      c1 = factor.fma(right1, c1);
      c2 = factor.fma(right2, c2);
      factor = DoubleVector.broadcast(SPECIES, left[factors + 3 * down]);
      d0 = factor.fma(right0, d0);
      d1 = factor.fma(right1, d1);
      d2 = factor.fma(right2, d2);
    }
    a0.intoArray(product, to);
    b0.intoArray(product, to + stride);
    c0.intoArray(product, to + 2 * stride);
    d0.intoArray(product, to + 3 * stride);
    a1.intoArray(product, to + VECTOR);
    b1.intoArray(product, to + VECTOR + stride);
    c1.intoArray(product, to + VECTOR + 2 * stride);
    d1.intoArray(product, to + VECTOR + 3 * stride);
    a2.intoArray(product, to + 2 * VECTOR);
    b2.intoArray(product, to + 2 * VECTOR + stride);
    c2.intoArray(product, to + 2 * VECTOR + 2 * stride);
    d2.intoArray(product, to + 2 * VECTOR + 3 * stride);
  }

  private void middle(
      int n,
      double[] left,
      int from,
      int down,
      int across,
      double[] right,
      int column,
      double[] product,
      int to) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector b0 = a0;
    DoubleVector c0 = a0;
    DoubleVector d0 = a0;
    DoubleVector a1 = a0;
    DoubleVector b1 = a0;
    DoubleVector c1 = a0;
    DoubleVector d1 = a0;
    int stride = stride(n);
    for (int k = 0, at = column, factors = from; k < n; k++, at += stride, factors += across) {
      DoubleVector right0 = DoubleVector.fromArray(SPECIES, right, at);
      DoubleVector right1 = DoubleVector.fromArray(SPECIES, right, at + VECTOR);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, left[factors]);
      a0 = factor.fma(right0, a0);
      a1 = factor.fma(right1, a1);
      factor = DoubleVector.broadcast(SPECIES, left[factors + down]);
      b0 = factor.fma(right0, b0);
      b1 = factor.fma(right1, b1);
      factor = DoubleVector.broadcast(SPECIES, left[factors + 2 * down]);
      c0 = factor.fma(right0, c0);
      c1 = factor.fma(right1, c1);
      factor = DoubleVector.broadcast(SPECIES, left[factors + 3 * down]);
      d0 = factor.fma(right0, d0);
      d1 = factor.fma(right1, d1);
    }
    a0.intoArray(product, to);
    b0.intoArray(product, to + stride);
    c0.intoArray(product, to + 2 * stride);
    d0.intoArray(product, to + 3 * stride);
    a1.intoArray(product, to + VECTOR);
    b1.intoArray(product, to + VECTOR + stride);
    c1.intoArray(product, to + VECTOR + 2 * stride);
    d1.intoArray(product, to + VECTOR + 3 * stride);
  }

  private void narrow(
      int n,
      double[] left,
      int from,
      int down,
      int across,
      double[] right,
      int column,
      double[] product,
      int to) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    int stride = stride(n);
    for (int k = 0, at = column, factors = from; k < n; k++, at += stride, factors += across) {
      DoubleVector vector = DoubleVector.fromArray(SPECIES, right, at);
      a = DoubleVector.broadcast(SPECIES, left[factors]).fma(vector, a);
      b = DoubleVector.broadcast(SPECIES, left[factors + down]).fma(vector, b);
      c = DoubleVector.broadcast(SPECIES, left[factors + 2 * down]).fma(vector, c);
      d = DoubleVector.broadcast(SPECIES, left[factors + 3 * down]).fma(vector, d);
    }
    a.intoArray(product, to);
    b.intoArray(product, to + stride);
    c.intoArray(product, to + 2 * stride);
    d.intoArray(product, to + 3 * stride);
  }

  private void one(
      int n,
      double[] left,
      int from,
      int across,
      double[] right,
      int column,
      double[] product,
      int to) {
    DoubleVector sum = DoubleVector.zero(SPECIES);
    int stride = stride(n);
    for (int k = 0, at = column, factors = from; k < n; k++, at += stride, factors += across) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, left[factors]);
      sum = factor.fma(DoubleVector.fromArray(SPECIES, right, at), sum);
    }
    sum.intoArray(product, to);
  }
}
