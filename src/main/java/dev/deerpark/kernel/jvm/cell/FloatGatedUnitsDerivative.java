// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.array;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.jvm.vector.Affine;
import dev.deerpark.kernel.jvm.vector.FloatLoop;
import dev.deerpark.kernel.jvm.vector.FloatPointwise;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.network.LayerWeights;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * The Jacobian of one step of {@link FloatGatedUnits} in each lane, in float: {@code dh' = (1 - p)
 * dh + b (R_p dh) + c R_n (r dh + q (R_r dh))} with {@code b = (n - h) p'}, {@code c = p n'} and
 * {@code q = h r'}.
 *
 * <p>The diagonal contains {@code sum_k R_n,ik q_k R_r,ki}: a matrix of products of weights, times
 * q.
 */
final class FloatGatedUnitsDerivative {
  private static final float ONE = 1;

  private final boolean complement;
  private final int before;
  private final int span;

  private final Affine ofGates;
  private final Affine ofCandidate;
  private final Affine ofReset;

  /**
   * {@code [gates][span]}: the slopes of the gates, then of the candidate; {@code c} in the last.
   */
  private final float[] slopes;

  private final float[] b;
  private final float[] kept;
  private final float[] reset;

  /** {@code [span]}: q, and the tangent of the state as the candidate reads it. */
  private final Numbers.Floats q;

  private final Numbers.Floats seen;

  /** {@code [gates][span]} and {@code [span]}: weights times a direction. */
  private final Numbers.Floats moved;

  private final Numbers.Floats movedCandidate;

  /** {@code [gates][span]}: the diagonals of the hidden weights, the same in every lane. */
  private final float[] diagonals;

  /**
   * @param complement whether p is 1 minus the last gate
   */
  FloatGatedUnitsDerivative(LayerWeights layer, boolean complement, Lanes lanes) {
    this.complement = complement;
    this.before = layer.gates() - 1;
    this.ofGates = lanes.affine(GateMatrix.ofState(layer, 0, before)).linear();
    this.ofCandidate = lanes.affine(GateMatrix.ofState(layer, before, layer.gates())).linear();
    this.ofReset = lanes.affine(reset(layer));
    this.span = ofGates.span();
    this.slopes = new float[layer.gates() * span];
    this.b = new float[span];
    this.kept = new float[span];
    this.reset = new float[span];
    this.q = new Numbers.Floats(new float[span]);
    this.seen = new Numbers.Floats(new float[span]);
    this.moved = (Numbers.Floats) ofGates.allocate();
    this.movedCandidate = (Numbers.Floats) ofCandidate.allocate();
    this.diagonals =
        FloatVectors.spread(layer.hiddenDiagonals(), layer.gates(), ofGates.lanes(), span);
  }

  private static GateMatrix reset(LayerWeights layer) {
    int size = layer.hiddenSize();
    double[] w = layer.hiddenWeight();
    double[] products = new double[size * size];
    int candidate = (layer.gates() - 1) * size * size;
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        products[i * size + k] = w[candidate + i * size + k] * w[k * size + i];
      }
    }
    return new GateMatrix(1, size, size, products, new double[size]);
  }

  /**
   * The parts of a step that compute the factors.
   *
   * @param gates {@code [gates][span]}: all but the candidate
   * @param share {@code [span]}: p
   * @param candidate {@code [span]}: n
   */
  List<FloatLoop> loops(
      Activation ofGate, Activation ofN, float[] gates, float[] share, float[] candidate) {
    float[] slopesOfN = new float[span];
    return List.of(
        FloatPointwise.slopes(ofGate, gates, slopes, 0, before * span),
        FloatPointwise.slopes(ofN, candidate, slopesOfN, 0, span),
        (state, next) -> multiply(gates, share, candidate, slopesOfN, state));
  }

  private void multiply(
      float[] gates, float[] share, float[] candidate, float[] slopesOfN, float[] state) {
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    int last = (before - 1) * span;
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector p = load(share, at);
      FloatVector h = load(state, at);
      FloatVector n = load(candidate, at);
      FloatVector slope = load(slopes, last + at);
      (complement ? h.sub(n) : n.sub(h)).mul(slope).intoArray(b, at);
      p.mul(load(slopesOfN, at)).intoArray(slopes, before * span + at);
      h.mul(load(slopes, at)).intoArray(q.array(), at);
      one.sub(p).intoArray(kept, at);
      load(gates, at).intoArray(reset, at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(float[] product) {
    ofReset.apply(q, 0, movedCandidate);
    float[] sums = movedCandidate.array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector own = load(diagonals, before * span + at);
      FloatVector n = load(reset, at).fma(own, load(sums, at));
      combine(diagonals, at, n, load(kept, at)).mul(load(product, at)).intoArray(product, at);
    }
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(Numbers directions) {
    float[] direction = array(directions);
    ofGates.apply(directions, 0, moved);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector through = load(reset, at).mul(load(direction, at));
      load(q.array(), at).fma(load(moved.array(), at), through).intoArray(seen.array(), at);
    }
    ofCandidate.apply(seen, 0, movedCandidate);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector held = load(kept, at).mul(load(direction, at));
      combine(moved.array(), at, load(movedCandidate.array(), at), held).intoArray(direction, at);
    }
  }

  /** The tangent of h', from those of the sums of the last gate and of the candidate. */
  private FloatVector combine(float[] sums, int at, FloatVector candidate, FloatVector held) {
    FloatVector sum = load(slopes, before * span + at).fma(candidate, held);
    return load(b, at).fma(load(sums, (before - 1) * span + at), sum);
  }
}
