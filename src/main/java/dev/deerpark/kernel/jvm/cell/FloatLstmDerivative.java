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
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * The Jacobian of one step of an LSTM in each lane, in float: {@code dc' = g i' (Whi dh) + c f'
 * (Whf dh) + i g' (Whg dh) + k dc} and {@code dh' = e dc' + t o' (Who dh)}, with {@code k = f + g
 * i' Pi + c f' Pf} and {@code e = o t' + t o' Po}. A direction goes through the same matrix kernel
 * as a state.
 */
final class FloatLstmDerivative {
  private static final int GATES = 4;

  private final LstmWeights weights;
  private final Affine ofDirection;
  private final int span;
  private final int first;
  private final float[] peepholes;

  /** {@code [4][span]}: the slopes of the gates, then the factors of their sums. */
  private final float[] factors;

  /** {@code [span]}: the slopes t', then e; and k. */
  private final float[] byCell;

  private final float[] kept;

  /** {@code [4][span]}: the diagonals of the hidden weights, the same in every lane. */
  private final float[] diagonals;

  /** {@code [4][span]}: weights times a direction. */
  private final Numbers.Floats moved;

  /** {@code [span]}: the tangent of c'. */
  private final float[] cells;

  /**
   * @param peepholes {@code [3][span]}, or empty
   */
  FloatLstmDerivative(LstmWeights weights, Lanes lanes, float[] peepholes) {
    LayerWeights layer = weights.layer();
    this.weights = weights;
    this.ofDirection = lanes.affine(GateMatrix.ofState(layer, 0, GATES)).linear();
    this.span = ofDirection.span();
    this.first = layer.hiddenSize() * ofDirection.lanes();
    this.peepholes = peepholes;
    this.factors = new float[GATES * span];
    this.byCell = new float[span];
    this.kept = new float[span];
    this.diagonals = FloatVectors.spread(layer.hiddenDiagonals(), GATES, ofDirection.lanes(), span);
    this.moved = (Numbers.Floats) ofDirection.allocate();
    this.cells = new float[span];
  }

  /**
   * The parts of a step that compute the factors.
   *
   * @param gates {@code [4][span]}: i, f, g and o
   * @param shown {@code [span]}: t
   */
  List<FloatLoop> loops(float[] gates, float[] shown) {
    List<FloatLoop> parts = new ArrayList<>();
    parts.add(FloatPointwise.slopes(weights.gate(), gates, factors, 0, 2 * span));
    parts.add(FloatPointwise.slopes(weights.candidate(), gates, factors, 2 * span, 3 * span));
    parts.add(FloatPointwise.slopes(weights.gate(), gates, factors, 3 * span, GATES * span));
    parts.add(FloatPointwise.slopes(weights.output(), shown, byCell, 0, span));
    parts.add((state, next) -> multiply(gates, shown, state));
    if (peepholes.length > 0) {
      parts.add((state, next) -> addPeepholes());
    }
    return parts;
  }

  private void multiply(float[] gates, float[] shown, float[] state) {
    for (int at = 0; at < span; at += VECTOR) {
      load(gates, 2 * span + at).mul(load(factors, at)).intoArray(factors, at);
      int f = span + at;
      load(state, first + at).mul(load(factors, f)).intoArray(factors, f);
      int g = 2 * span + at;
      load(gates, at).mul(load(factors, g)).intoArray(factors, g);
      int o = 3 * span + at;
      load(shown, at).mul(load(factors, o)).intoArray(factors, o);
      load(gates, o).mul(load(byCell, at)).intoArray(byCell, at);
      load(gates, f).intoArray(kept, at);
    }
  }

  private void addPeepholes() {
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector k = load(factors, at).fma(load(peepholes, at), load(kept, at));
      load(factors, span + at).fma(load(peepholes, span + at), k).intoArray(kept, at);
      FloatVector e =
          load(factors, 3 * span + at).fma(load(peepholes, 2 * span + at), load(byCell, at));
      e.intoArray(byCell, at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(float[] product) {
    for (int at = 0; at < span; at += VECTOR) {
      load(kept, at).mul(load(product, first + at)).intoArray(cells, at);
    }
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector c = combine(diagonals, at, FloatVector.zero(FloatVectors.SPECIES));
      FloatVector h = show(c, diagonals, at);
      h.mul(load(product, at)).intoArray(product, at);
    }
    System.arraycopy(cells, 0, product, first, first);
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(Numbers directions) {
    ofDirection.apply(directions, 0, moved);
    float[] direction = array(directions);
    float[] hidden = moved.array();
    for (int at = 0; at < span; at += VECTOR) {
      combine(hidden, at, load(kept, at).mul(load(direction, first + at))).intoArray(cells, at);
    }
    for (int at = 0; at < span; at += VECTOR) {
      show(load(cells, at), hidden, at).intoArray(direction, at);
    }
    System.arraycopy(cells, 0, direction, first, first);
  }

  /** The tangent of c', from those of the sums of its gates. */
  private FloatVector combine(float[] sums, int at, FloatVector kept) {
    FloatVector c = load(factors, 2 * span + at).fma(load(sums, 2 * span + at), kept);
    c = load(factors, span + at).fma(load(sums, span + at), c);
    return load(factors, at).fma(load(sums, at), c);
  }

  /** The tangent of h', from those of c' and of the sum of the output gate. */
  private FloatVector show(FloatVector c, float[] sums, int at) {
    int o = 3 * span + at;
    return load(byCell, at).fma(c, load(factors, o).mul(load(sums, o)));
  }
}
