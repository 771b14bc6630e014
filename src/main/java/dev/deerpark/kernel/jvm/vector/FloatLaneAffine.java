// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.base.Numbers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The lane matrix kernel: one matrix times many vectors, which lie side by side in memory. A tile
 * of six rows by two vectors of lanes stays in registers throughout the loop over the columns; all
 * lanes of a strip share each load of a weight. A large model spends nearly all its time here.
 */
public final class FloatLaneAffine implements Affine {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();

  /** Lanes in a strip. */
  public static final int LANES = 2 * VECTOR;

  private static final int TILE = 6;

  private final int size;
  private final int rows;
  private final int columns;

  /** {@code [rows / 6][C][6]}, the last tile padded with zeros. */
  private final float[] weights;

  private final float[] bias;

  /** Prepares the weights for {@link #LANES} vectors side by side. */
  public FloatLaneAffine(GateMatrix matrix) {
    this.size = matrix.size();
    this.rows = (matrix.rows() + TILE - 1) / TILE * TILE;
    this.columns = matrix.columns();
    this.weights = new float[Math.multiplyExact(rows, columns)];
    this.bias = new float[rows];
    for (int row = 0; row < matrix.rows(); row++) {
      bias[row] = (float) matrix.bias()[row];
      int to = row / TILE * TILE * columns + row % TILE;
      for (int column = 0; column < columns; column++) {
        weights[to + column * TILE] = (float) matrix.weights()[row * columns + column];
      }
    }
  }

  private FloatLaneAffine(FloatLaneAffine affine) {
    this.size = affine.size;
    this.rows = affine.rows;
    this.columns = affine.columns;
    this.weights = affine.weights;
    this.bias = new float[rows];
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public int span() {
    return size * LANES;
  }

  @Override
  public Numbers.Floats allocate() {
    return new Numbers.Floats(new float[Math.multiplyExact(rows, LANES)]);
  }

  @Override
  public Affine linear() {
    return new FloatLaneAffine(this);
  }

  @Override
  public void apply(Numbers given, int offset, Numbers wanted) {
    float[] vector = ((Numbers.Floats) given).array();
    float[] result = ((Numbers.Floats) wanted).array();
    for (int row = 0; row < rows; row += TILE) {
      tile(row, vector, offset, result);
    }
  }

  // Spelled out: only local variables stay in registers, and in a method as large as this the
  // compiler inlines no other of ours, but passes it vectors as objects.
  private void tile(int row, float[] vector, int offset, float[] result) {
    FloatVector left0 = FloatVector.broadcast(SPECIES, bias[row]);
    FloatVector left1 = FloatVector.broadcast(SPECIES, bias[row + 1]);
    FloatVector left2 = FloatVector.broadcast(SPECIES, bias[row + 2]);
    FloatVector left3 = FloatVector.broadcast(SPECIES, bias[row + 3]);
    FloatVector left4 = FloatVector.broadcast(SPECIES, bias[row + 4]);
    FloatVector left5 = FloatVector.broadcast(SPECIES, bias[row + 5]);
    FloatVector right0 = left0;
    FloatVector right1 = left1;
    FloatVector right2 = left2;
    FloatVector right3 = left3;
    FloatVector right4 = left4;
    FloatVector right5 = left5;
    int from = row * columns;
    for (int column = 0; column < columns; column++) {
      int at = offset + column * LANES;
      FloatVector left = FloatVector.fromArray(SPECIES, vector, at);
      FloatVector right = FloatVector.fromArray(SPECIES, vector, at + VECTOR);
      int w = from + column * TILE;
      FloatVector weight = FloatVector.broadcast(SPECIES, weights[w]);
      left0 = left.fma(weight, left0);
      right0 = right.fma(weight, right0);
      weight = FloatVector.broadcast(SPECIES, weights[w + 1]);
      left1 = left.fma(weight, left1);
      right1 = right.fma(weight, right1);
      weight = FloatVector.broadcast(SPECIES, weights[w + 2]);
      left2 = left.fma(weight, left2);
      right2 = right.fma(weight, right2);
      weight = FloatVector.broadcast(SPECIES, weights[w + 3]);
      left3 = left.fma(weight, left3);
      right3 = right.fma(weight, right3);
      weight = FloatVector.broadcast(SPECIES, weights[w + 4]);
      left4 = left.fma(weight, left4);
      right4 = right.fma(weight, right4);
      weight = FloatVector.broadcast(SPECIES, weights[w + 5]);
      left5 = left.fma(weight, left5);
      right5 = right.fma(weight, right5);
    }
    int to = row * LANES;
    left0.intoArray(result, to);
    right0.intoArray(result, to + VECTOR);
    left1.intoArray(result, to + LANES);
    right1.intoArray(result, to + LANES + VECTOR);
    left2.intoArray(result, to + 2 * LANES);
    right2.intoArray(result, to + 2 * LANES + VECTOR);
    left3.intoArray(result, to + 3 * LANES);
    right3.intoArray(result, to + 3 * LANES + VECTOR);
    left4.intoArray(result, to + 4 * LANES);
    right4.intoArray(result, to + 4 * LANES + VECTOR);
    left5.intoArray(result, to + 5 * LANES);
    right5.intoArray(result, to + 5 * LANES + VECTOR);
  }
}
