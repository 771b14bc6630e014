// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.network.LayerWeights;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Jacobian of one step of a GRU, column by column, from its factors {@code a}, {@code b},
 * {@code c} and {@code z}; the bits are those of {@link FloatGruRows}. A vector register holds
 * neighbours in a column.
 */
final class FloatGruColumns {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;
  private static final int FACTORS = GATES + 1;

  private final int size;
  private final int stride;
  private final double finiteFactor;

  /** {@code [D][3][stride]}: column j of the hidden weights of each gate. */
  private final float[] weights;

  /** {@code [VECTOR][VECTOR]}: the unit vectors. */
  private final float[] units;

  /** {@code [4][stride]}. */
  private final float[] factors;

  /** {@code [D][stride]}. */
  private final float[] columns;

  FloatGruColumns(LayerWeights layer) {
    this.size = layer.hiddenSize();
    this.stride = FloatVectors.filled(size);
    this.weights = new float[Math.multiplyExact(GATES * size, stride)];
    this.units = new float[VECTOR * VECTOR];
    this.factors = new float[FACTORS * stride];
    this.columns = new float[size * stride];
    double[] given = layer.hiddenWeight();
    for (int gate = 0; gate < GATES; gate++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          // a sum is never -0, and so no weight may be
          weights[(j * GATES + gate) * stride + i] =
              (float) given[(gate * size + i) * size + j] + columns[i];
        }
      }
    }
    for (int i = 0; i < VECTOR; i++) {
      units[i * VECTOR + i] = 1;
    }
    double largest = Math.max(1, RowArithmetic.PLAIN.largest(given, 0, given.length));
    // half of what four products of that size add up to, which rounding cannot make up for
    this.finiteFactor = Precision.FLOAT.largest() / (2 * FACTORS * largest);
  }

  /** A Jacobian is finite if no absolute factor is larger than this. */
  double finiteFactor() {
    return finiteFactor;
  }

  /**
   * Makes a Jacobian, transposed.
   *
   * @param given hold {@code [4][D]}, the factors a, b, c and z, from {@code from} on
   * @return {@code [D][stride]}, rows filled to whole vectors with zeros; overwritten by the next
   *     call
   */
  Numbers make(double[] given, int from) {
    for (int factor = 0; factor < FACTORS; factor++) {
      for (int i = 0; i < size; i++) {
        factors[factor * stride + i] = (float) given[from + factor * size + i];
      }
    }
    for (int at = 0; at < stride; at += VECTOR) {
      combine(at);
    }
    return new Numbers.Floats(columns);
  }

  /** A vector of each column. */
  private void combine(int at) {
    FloatVector a = load(factors, at);
    FloatVector b = load(factors, stride + at);
    FloatVector c = load(factors, 2 * stride + at);
    FloatVector z = load(factors, 3 * stride + at);
    FloatVector outside = z.mul(FloatVector.zero(SPECIES));
    int end = Math.min(size, at + VECTOR);
    for (int column = 0; column < at; column++) {
      add(a, b, c, outside, column, at);
    }
    for (int column = at; column < end; column++) {
      add(a, b, c, load(units, (column - at) * VECTOR).mul(z), column, at);
    }
    for (int column = end; column < size; column++) {
      add(a, b, c, outside, column, at);
    }
  }

  private void add(
      FloatVector a, FloatVector b, FloatVector c, FloatVector kept, int column, int at) {
    int from = column * GATES * stride + at;
    FloatVector sum = load(weights, from + 2 * stride).fma(c, kept);
    sum = load(weights, from + stride).fma(b, sum);
    load(weights, from).fma(a, sum).intoArray(columns, column * stride + at);
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }
}
