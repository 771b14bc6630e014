// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.jvm.vector.Affine;
import dev.deerpark.kernel.jvm.vector.FloatLoop;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.recurrence.network.GruWeights;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Jacobian of one step of a GRU in each lane, in float: {@code dh' = a (Whr dh) + b (Whz dh) +
 * c (Whn dh) + z dh}, with the factors that the readable recurrence derives, and {@code a (Wir dx)
 * + b (Wiz dx) + e (Win dx)}, {@code e = (1 - z) (1 - n^2)}, with respect to the input. A direction
 * goes through the same matrix kernel as a state.
 */
final class FloatGruDerivative {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;
  private static final int FACTORS = 4;
  private static final float ONE = 1;

  private final Affine ofInput;
  private final Affine ofDirection;
  private final int span;

  /** Where h begins in the array of a state. */
  private final int first;

  private final FloatGruRows rows;
  private final FloatGruColumns columns;
  private final int size;

  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final float[] e;
  private final float[] z;

  /** {@code [3][span]}: the diagonals of the hidden weights, the same in every lane. */
  private final float[] diagonals;

  private final FloatLoop[] diagonal = {(given, product) -> multiplyByDiagonal(product)};

  /** {@code [3][span]}: weights times a direction. */
  private final Numbers.Floats hidden;

  /**
   * @param first where h begins in the array of a state
   * @param ofInput multiplies by the input weights
   * @param ofDirection multiplies by the hidden weights
   */
  FloatGruDerivative(GruWeights weights, int first, Affine ofInput, Affine ofDirection) {
    this.first = first;
    this.ofInput = ofInput;
    this.ofDirection = ofDirection;
    this.span = ofDirection.span();
    this.rows = new FloatGruRows(weights.layer());
    this.columns = new FloatGruColumns(weights.layer());
    this.size = weights.layer().hiddenSize();
    this.a = new float[span];
    this.b = new float[span];
    this.c = new float[span];
    this.e = new float[span];
    this.z = new float[span];
    this.diagonals =
        FloatVectors.spread(weights.layer().hiddenDiagonals(), GATES, ofDirection.lanes(), span);
    this.hidden = (Numbers.Floats) ofDirection.allocate();
  }

  /**
   * Takes a step.
   *
   * @param gates {@code [3][span]}: r, z and n
   * @param hidden {@code [3][span]}, with m in the last third
   * @param state before the step
   */
  void set(float[] gates, float[] hidden, float[] state) {
    FloatVector one = FloatVector.broadcast(SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector r = load(gates, at);
      FloatVector update = load(gates, span + at);
      FloatVector n = load(gates, 2 * span + at);
      FloatVector forget = one.sub(update);
      FloatVector byCandidate = forget.mul(one.sub(n.mul(n)));
      FloatVector factor = byCandidate.mul(r);
      factor.mul(load(hidden, 2 * span + at)).mul(one.sub(r)).intoArray(a, at);
      load(state, first + at).sub(n).mul(update).mul(forget).intoArray(b, at);
      factor.intoArray(c, at);
      byCandidate.intoArray(e, at);
      update.intoArray(z, at);
    }
  }

  /**
   * Takes a step with any activations.
   *
   * @param slopes {@code [3][span]}: the derivatives of r, z and n
   */
  void set(float[] gates, float[] hidden, float[] state, float[] slopes) {
    FloatVector one = FloatVector.broadcast(SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector update = load(gates, span + at);
      FloatVector byCandidate = one.sub(update).mul(load(slopes, 2 * span + at));
      byCandidate.mul(load(hidden, 2 * span + at)).mul(load(slopes, at)).intoArray(a, at);
      load(state, first + at)
          .sub(load(gates, 2 * span + at))
          .mul(load(slopes, span + at))
          .intoArray(b, at);
      byCandidate.mul(load(gates, at)).intoArray(c, at);
      byCandidate.intoArray(e, at);
      update.intoArray(z, at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(float[] product) {
    FloatLoop.run(diagonal, product, product);
  }

  private void multiplyByDiagonal(float[] product) {
    for (int at = 0; at < span; at += VECTOR) {
      combine(diagonals, at, load(z, at))
          .mul(load(product, first + at))
          .intoArray(product, first + at);
    }
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(Numbers directions) {
    ofDirection.apply(directions, first, hidden);
    float[] direction = ((Numbers.Floats) directions).array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector kept = load(z, at).mul(load(direction, first + at));
      combine(hidden.array(), at, kept).intoArray(direction, first + at);
    }
  }

  /** Writes the Jacobian of a lane, {@code [D][D]} from {@code to} on. */
  void jacobian(int lane, double[] jacobian, int to) {
    rows.write(a, b, c, z, lane, ofDirection.lanes(), jacobian, to);
  }

  /** Numbers that a step's Jacobian is made of: a, b, c and z. */
  int factors() {
    return FACTORS * size;
  }

  /** A Jacobian is finite if no absolute factor is larger than this. */
  double finiteFactor() {
    return columns.finiteFactor();
  }

  /** Writes a lane's factors, {@code [4][D]} from {@code to} on. */
  void factors(int lane, double[] factors, int to) {
    int lanes = ofDirection.lanes();
    for (int i = 0, at = lane; i < size; i++, at += lanes) {
      factors[to + i] = a[at];
      factors[to + size + i] = b[at];
      factors[to + 2 * size + i] = c[at];
      factors[to + 3 * size + i] = z[at];
    }
  }

  /** The Jacobians of the factors of two steps, transposed. */
  Numbers transposed(double[] factors, int from) {
    return columns.make(factors, from);
  }

  /** Adds the effect of a tangent of the inputs, {@code [I][lanes]}, to a direction. */
  void addByInput(Numbers inputs, float[] direction) {
    ofInput.apply(inputs, 0, hidden);
    float[] moved = hidden.array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector sum = load(e, at).fma(load(moved, 2 * span + at), load(direction, first + at));
      sum = load(b, at).fma(load(moved, span + at), sum);
      load(a, at).fma(load(moved, at), sum).intoArray(direction, first + at);
    }
  }

  private FloatVector combine(float[] gates, int at, FloatVector kept) {
    FloatVector sum = load(c, at).fma(load(gates, 2 * span + at), kept);
    sum = load(b, at).fma(load(gates, span + at), sum);
    return load(a, at).fma(load(gates, at), sum);
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }
}
