// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.base.Numbers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tuned matrix-vector product of the sequential loop: rows lie side by side in memory, and six
 * vectors of them stay in registers throughout the loop over the columns. Each gate is padded with
 * zeros to whole vectors of rows.
 */
public final class FloatSingleAffine implements Affine {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int TILE = 6 * VECTOR;

  private final int span;
  private final int rows;
  private final int columns;

  /** {@code [C][6 vectors]} for each tile of rows, then {@code [C][vector]} for the others. */
  private final float[] weights;

  private final float[] bias;

  /** Prepares the weights for one vector. */
  public FloatSingleAffine(GateMatrix matrix) {
    this.span = SPECIES.loopBound(matrix.size() + VECTOR - 1);
    this.rows = matrix.gates() * span;
    this.columns = matrix.columns();
    this.weights = new float[Math.multiplyExact(rows, columns)];
    this.bias = new float[rows];
    for (int given = 0; given < matrix.rows(); given++) {
      int row = given / matrix.size() * span + given % matrix.size();
      bias[row] = (float) matrix.bias()[given];
      int tile = row < rows / TILE * TILE ? TILE : VECTOR;
      int to = row / tile * tile * columns + row % tile;
      for (int column = 0; column < columns; column++) {
        weights[to + column * tile] = (float) matrix.weights()[given * columns + column];
      }
    }
  }

  private FloatSingleAffine(FloatSingleAffine affine) {
    this.span = affine.span;
    this.rows = affine.rows;
    this.columns = affine.columns;
    this.weights = affine.weights;
    this.bias = new float[rows];
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public int span() {
    return span;
  }

  @Override
  public Numbers.Floats allocate() {
    return new Numbers.Floats(new float[rows]);
  }

  @Override
  public Affine linear() {
    return new FloatSingleAffine(this);
  }

  @Override
  public void apply(Numbers given, int offset, Numbers wanted) {
    float[] vector = ((Numbers.Floats) given).array();
    float[] result = ((Numbers.Floats) wanted).array();
    int row = 0;
    for (; row <= rows - TILE; row += TILE) {
      tile(row, vector, offset, result);
    }
    for (; row < rows; row += VECTOR) {
      one(row, vector, offset, result);
    }
  }

  // Spelled out: only local variables stay in registers.
  private void tile(int row, float[] vector, int offset, float[] result) {
    FloatVector sum0 = FloatVector.fromArray(SPECIES, bias, row);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, bias, row + VECTOR);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, bias, row + 2 * VECTOR);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, bias, row + 3 * VECTOR);
    FloatVector sum4 = FloatVector.fromArray(SPECIES, bias, row + 4 * VECTOR);
    FloatVector sum5 = FloatVector.fromArray(SPECIES, bias, row + 5 * VECTOR);
    int from = row * columns;
    for (int column = 0; column < columns; column++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, vector[offset + column]);
      int w = from + column * TILE;
      sum0 = FloatVector.fromArray(SPECIES, weights, w).fma(factor, sum0);
      sum1 = FloatVector.fromArray(SPECIES, weights, w + VECTOR).fma(factor, sum1);
      sum2 = FloatVector.fromArray(SPECIES, weights, w + 2 * VECTOR).fma(factor, sum2);
      sum3 = FloatVector.fromArray(SPECIES, weights, w + 3 * VECTOR).fma(factor, sum3);
      sum4 = FloatVector.fromArray(SPECIES, weights, w + 4 * VECTOR).fma(factor, sum4);
      sum5 = FloatVector.fromArray(SPECIES, weights, w + 5 * VECTOR).fma(factor, sum5);
    }
    sum0.intoArray(result, row);
    sum1.intoArray(result, row + VECTOR);
    sum2.intoArray(result, row + 2 * VECTOR);
    sum3.intoArray(result, row + 3 * VECTOR);
    sum4.intoArray(result, row + 4 * VECTOR);
    sum5.intoArray(result, row + 5 * VECTOR);
  }

  private void one(int row, float[] vector, int offset, float[] result) {
    FloatVector sum = FloatVector.fromArray(SPECIES, bias, row);
    int from = row * columns;
    for (int column = 0; column < columns; column++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, vector[offset + column]);
      sum = FloatVector.fromArray(SPECIES, weights, from + column * VECTOR).fma(factor, sum);
    }
    sum.intoArray(result, row);
  }
}
