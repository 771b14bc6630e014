// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.array;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.Affine;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.kernel.jvm.vector.JoinedAffine;
import dev.deerpark.recurrence.network.LemWeights;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The Jacobian of one step of long expressive memory in each lane, in float: {@code dz' = (1 - b)
 * dz + s (Wb dy) + t (Wz dy)} and {@code dy' = (1 - a) dy + u (Wa dy) + v (U dz')}, with {@code s =
 * (m - z) b'}, {@code t = b m'}, {@code u = (q - y) a'} and {@code v = a q'}.
 *
 * <p>The diagonal contains {@code sum_k U_ik (s_k Wb_ki + t_k Wz_ki)}: two matrices of products of
 * weights, times s and t.
 */
final class FloatLemDerivative {
  private static final float ONE = 1;
  private static final int GATES = 3;

  private final Affine ofDirection;
  private final Affine ofMemory;
  private final JoinedAffine throughMemory;
  private final int span;
  private final int first;

  /** {@code 1 / dt}. */
  private final float rate;

  /** {@code [span]}: a, b, s, t, u and v. */
  private final float[] a;

  private final float[] b;
  private final Numbers.Floats s;
  private final Numbers.Floats t;
  private final float[] u;
  private final float[] v;

  /** {@code [3][span]}: the diagonals of the hidden weights, the same in every lane. */
  private final float[] diagonals;

  /** {@code [3][span]} and {@code [span]}: weights times a direction. */
  private final Numbers.Floats moved;

  private final Numbers.Floats movedMemory;

  /** {@code [span]}: the tangent of z'. */
  private final Numbers.Floats memory;

  FloatLemDerivative(LemWeights weights, Lanes lanes) {
    int size = weights.hiddenSize();
    double[] none = new double[size];
    this.ofDirection = lanes.affine(FloatLem.hidden(weights)).linear();
    this.ofMemory = lanes.affine(new GateMatrix(1, size, size, weights.memoryWeight(), none));
    this.throughMemory = lanes.joined(through(weights, 1), through(weights, 2), Precision.FLOAT);
    this.span = ofDirection.span();
    this.first = size * ofDirection.lanes();
    this.rate = (float) (1 / weights.timeStep());
    this.a = new float[span];
    this.b = new float[span];
    this.s = new Numbers.Floats(new float[span]);
    this.t = new Numbers.Floats(new float[span]);
    this.u = new float[span];
    this.v = new float[span];
    this.diagonals = FloatVectors.spread(ownWeights(weights), GATES, ofDirection.lanes(), span);
    this.moved = (Numbers.Floats) ofDirection.allocate();
    this.movedMemory = (Numbers.Floats) ofMemory.allocate();
    this.memory = new Numbers.Floats(new float[span]);
  }

  /** {@code U_ik W_ki}, with W of a gate. */
  private static GateMatrix through(LemWeights weights, int gate) {
    int size = weights.hiddenSize();
    double[] products = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        products[i * size + k] =
            weights.memoryWeight()[i * size + k]
                * weights.hiddenWeight()[(gate * size + k) * size + i];
      }
    }
    return new GateMatrix(1, size, size, products, new double[size]);
  }

  private static double[] ownWeights(LemWeights weights) {
    int size = weights.hiddenSize();
    double[] own = new double[GATES * size];
    Arrays.setAll(own, row -> weights.hiddenWeight()[row * size + row % size]);
    return own;
  }

  /**
   * Takes a step.
   *
   * @param gates {@code [3][span]}: a, b and m
   * @param candidate {@code [span]}: q
   * @param state before the step
   */
  void set(float[] gates, float[] candidate, float[] state) {
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector ofY = load(gates, at);
      FloatVector ofZ = load(gates, span + at);
      FloatVector m = load(gates, 2 * span + at);
      FloatVector q = load(candidate, at);
      FloatVector slope = ofZ.mul(one.sub(ofZ.mul(rate)));
      m.sub(load(state, first + at)).mul(slope).intoArray(s.array(), at);
      ofZ.mul(one.sub(m.mul(m))).intoArray(t.array(), at);
      slope = ofY.mul(one.sub(ofY.mul(rate)));
      q.sub(load(state, at)).mul(slope).intoArray(u, at);
      ofY.mul(one.sub(q.mul(q))).intoArray(v, at);
      ofY.intoArray(a, at);
      ofZ.intoArray(b, at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(float[] product) {
    throughMemory.apply(s, 0, t, 0, movedMemory);
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector kept = one.sub(load(b, at));
      kept.mul(load(product, first + at)).intoArray(memory.array(), at);
    }
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector sum = load(u, at).fma(load(diagonals, at), one.sub(load(a, at)));
      sum = load(v, at).fma(load(movedMemory.array(), at), sum);
      sum.mul(load(product, at)).intoArray(product, at);
    }
    System.arraycopy(memory.array(), 0, product, first, first);
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(Numbers directions) {
    float[] direction = array(directions);
    ofDirection.apply(directions, 0, moved);
    float[] sums = moved.array();
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector z = one.sub(load(b, at)).mul(load(direction, first + at));
      z = load(s.array(), at).fma(load(sums, span + at), z);
      load(t.array(), at).fma(load(sums, 2 * span + at), z).intoArray(memory.array(), at);
    }
    ofMemory.apply(memory, 0, movedMemory);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector y = one.sub(load(a, at)).mul(load(direction, at));
      y = load(u, at).fma(load(sums, at), y);
      load(v, at).fma(load(movedMemory.array(), at), y).intoArray(direction, at);
    }
    memory.copy(0, directions, first, first);
  }
}
