// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.recurrence.network.LayerWeights;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Jacobian of one step of a GRU, row by row: a unit vector picks a column of each matrix that a
 * direction is multiplied by, see {@link FloatGruDerivative}, so no product is needed. A vector
 * register holds neighbours in a row.
 */
final class FloatGruRows {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;

  private final int size;
  private final int stride;

  /** {@code [3][D][stride]}: the hidden weights. */
  private final float[] weights;

  /** {@code [D][stride]}: the unit vectors. */
  private final float[] units;

  /** {@code [stride]}. */
  private final float[] row;

  FloatGruRows(LayerWeights layer) {
    this.size = layer.hiddenSize();
    this.stride = FloatVectors.filled(size);
    this.weights = new float[Math.multiplyExact(GATES * size, stride)];
    this.units = new float[size * stride];
    this.row = new float[stride];
    for (int i = 0; i < GATES * size; i++) {
      for (int j = 0; j < size; j++) {
        // a sum is never -0, and so no weight may be
        weights[i * stride + j] = (float) layer.hiddenWeight()[i * size + j] + row[j];
      }
    }
    for (int i = 0; i < size; i++) {
      units[i * stride + i] = 1;
    }
  }

  /**
   * Writes the Jacobian of a lane: in row i, {@code a Whr + b Whz + c Whn + z}, with the factors of
   * that row.
   *
   * @param at the offset of the factors of the first row
   * @param step from there to those of the next row
   * @param jacobian {@code [D][D]} from {@code to} on, overwritten
   */
  void write(
      float[] a, float[] b, float[] c, float[] z, int at, int step, double[] jacobian, int to) {
    for (int i = 0; i < size; i++) {
      int factor = at + i * step;
      combine(a[factor], b[factor], c[factor], z[factor], i);
      for (int j = 0; j < size; j++) {
        jacobian[to + i * size + j] = row[j];
      }
    }
  }

  private void combine(float a, float b, float c, float z, int i) {
    for (int at = 0; at < stride; at += VECTOR) {
      FloatVector sum = load(units, i * stride + at).mul(z);
      sum = load(weights, (2 * size + i) * stride + at).fma(broadcast(c), sum);
      sum = load(weights, (size + i) * stride + at).fma(broadcast(b), sum);
      load(weights, i * stride + at).fma(broadcast(a), sum).intoArray(row, at);
    }
  }

  private static FloatVector broadcast(float number) {
    return FloatVector.broadcast(SPECIES, number);
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }
}
