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
 * The Jacobians of two steps of a GRU, column by column, from their factors {@code a}, {@code b},
 * {@code c} and {@code z}; the bits are those of {@link FloatGruRows}. A vector register holds
 * neighbours in a column, and each load of weights, which takes longer than the arithmetic, serves
 * both steps.
 */
final class FloatGruColumns {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;
  private static final int FACTORS = GATES + 1;
  private static final int STEPS = 2;

  private final int size;
  private final int stride;
  private final double finiteFactor;

  /** {@code [D][3][stride]}: column j of the hidden weights of each gate. */
  private final float[] weights;

  /** Zeros around a single one, at {@link #stride}: every part of a unit vector. */
  private final float[] unit;

  /** {@code [2][4][stride]}. */
  private final float[] factors;

  /** {@code [2][D][stride]}. */
  private final float[] columns;

  FloatGruColumns(LayerWeights layer) {
    this.size = layer.hiddenSize();
    this.stride = FloatVectors.filled(size);
    this.weights = new float[Math.multiplyExact(GATES * size, stride)];
    this.unit = new float[2 * stride];
    this.factors = new float[STEPS * FACTORS * stride];
    this.columns = new float[STEPS * size * stride];
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
    unit[stride] = 1;
    double largest = Math.max(1, RowArithmetic.PLAIN.largest(given, 0, given.length));
    // half of what four products of that size add up to, which rounding cannot make up for
    this.finiteFactor = Precision.FLOAT.largest() / (2 * FACTORS * largest);
  }

  /** A Jacobian is finite if no absolute factor is larger than this. */
  double finiteFactor() {
    return finiteFactor;
  }

  /**
   * Makes the Jacobians of a step and of the next, transposed.
   *
   * @param given hold {@code [4][D]} for each of them, the factors a, b, c and z, from {@code from}
   *     on; where they end after the first, the other Jacobian means nothing
   * @return {@code [2][D][stride]}, rows filled to whole vectors with zeros; overwritten by the
   *     next call
   */
  Numbers make(double[] given, int from) {
    int known = Math.min(STEPS * FACTORS, (given.length - from) / size);
    for (int factor = 0; factor < known; factor++) {
      for (int i = 0; i < size; i++) {
        factors[factor * stride + i] = (float) given[from + factor * size + i];
      }
    }
    for (int at = 0; at < stride; at += VECTOR) {
      combine(at);
    }
    return new Numbers.Floats(columns);
  }

  /**
   * A vector of each column. None is an argument of another method: where the compiler does not
   * inline that, it makes the vector an object, and the whole takes half as long again.
   */
  private void combine(int at) {
    int second = FACTORS * stride + at;
    FloatVector a = FloatVector.fromArray(SPECIES, factors, at);
    FloatVector b = FloatVector.fromArray(SPECIES, factors, stride + at);
    FloatVector c = FloatVector.fromArray(SPECIES, factors, 2 * stride + at);
    FloatVector z = FloatVector.fromArray(SPECIES, factors, 3 * stride + at);
    FloatVector nextA = FloatVector.fromArray(SPECIES, factors, second);
    FloatVector nextB = FloatVector.fromArray(SPECIES, factors, stride + second);
    FloatVector nextC = FloatVector.fromArray(SPECIES, factors, 2 * stride + second);
    FloatVector nextZ = FloatVector.fromArray(SPECIES, factors, 3 * stride + second);
    for (int column = 0; column < size; column++) {
      int weight = column * GATES * stride + at;
      int written = column * stride + at;
      FloatVector shared = FloatVector.fromArray(SPECIES, unit, stride + at - column);
      FloatVector sum = shared.mul(z);
      FloatVector next = shared.mul(nextZ);
      shared = FloatVector.fromArray(SPECIES, weights, weight + 2 * stride);
      sum = shared.fma(c, sum);
      next = shared.fma(nextC, next);
      shared = FloatVector.fromArray(SPECIES, weights, weight + stride);
      sum = shared.fma(b, sum);
      next = shared.fma(nextB, next);
      shared = FloatVector.fromArray(SPECIES, weights, weight);
      shared.fma(a, sum).intoArray(columns, written);
      shared.fma(nextA, next).intoArray(columns, size * stride + written);
    }
  }
}
