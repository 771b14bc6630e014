// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.array;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.FloatLoop;
import dev.deerpark.kernel.jvm.vector.FloatPointwise;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.kernel.jvm.vector.JoinedAffine;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * The gates of {@link LstmWeights} in float. In the state of a single walk the cells follow the
 * units at once, so that a vector of units may overlap them: cells are computed in an array of
 * their own and copied to their place last.
 */
final class FloatLstm implements Cell {
  private static final int GATES = 4;

  private final Shape shape;
  private final JoinedAffine joined;
  private final int span;

  /** Where c begins in the array of a state. */
  private final int first;

  /** {@code [4][span]}: the sums of i, f, g and o, then the gates. */
  private final Numbers.Floats gates;

  /** {@code [span]}: c' and its activation in h'. */
  private final float[] cells;

  private final float[] shown;

  /** {@code [3][span]}: the peepholes of i, f and o; empty where there are none. */
  private final float[] peepholes;

  private final FloatLoop[] loops;

  /** Null where no derivative is asked for. */
  private final FloatLstmDerivative derivative;

  /**
   * @param lanes of the walks
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatLstm(LstmWeights weights, Lanes lanes, boolean differentiated) {
    LayerWeights layer = weights.layer();
    this.joined = lanes.joined(layer, 0, GATES, Precision.FLOAT);
    this.span = joined.span();
    this.first = layer.hiddenSize() * joined.lanes();
    this.shape =
        new Shape(
            Precision.FLOAT,
            2 * layer.hiddenSize(),
            layer.inputSize(),
            joined.lanes(),
            FloatVectors.filled(first + span));
    this.gates = (Numbers.Floats) joined.allocate();
    this.cells = new float[span];
    this.shown = new float[span];
    this.peepholes =
        weights.hasPeepholes()
            ? FloatVectors.spread(weights.peepholes(), GATES - 1, joined.lanes(), span)
            : new float[0];
    this.derivative = differentiated ? new FloatLstmDerivative(weights, lanes, peepholes) : null;
    this.loops = loops(weights).toArray(FloatLoop[]::new);
  }

  private List<FloatLoop> loops(LstmWeights weights) {
    float[] gate = gates.array();
    List<FloatLoop> parts = new ArrayList<>();
    if (weights.hasPeepholes()) {
      parts.add((state, next) -> peek(state, 0, 0));
      parts.add((state, next) -> peek(state, 1, 1));
    }
    parts.add(FloatPointwise.activate(weights.gate(), gate, 0, 2 * span));
    parts.add(FloatPointwise.activate(weights.candidate(), gate, 2 * span, 3 * span));
    parts.add((state, next) -> remember(state));
    if (weights.hasPeepholes()) {
      parts.add((state, next) -> peekAtCells());
    }
    parts.add(FloatPointwise.activate(weights.gate(), gate, 3 * span, GATES * span));
    parts.add(FloatPointwise.activate(weights.output(), shown, 0, span));
    parts.add((state, next) -> show(next));
    if (derivative != null) {
      parts.addAll(derivative.loops(gate, shown));
    }
    return parts;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    joined.apply(inputs, offset, state, 0, gates);
    FloatLoop.run(loops, array(state), array(next));
    System.arraycopy(cells, 0, array(next), first, first);
  }

  /** Adds the peephole of a gate that reads the cells before the step. */
  private void peek(float[] state, int peephole, int gate) {
    float[] sums = gates.array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector c = load(state, first + at);
      int to = gate * span + at;
      c.fma(load(peepholes, peephole * span + at), load(sums, to)).intoArray(sums, to);
    }
  }

  /** Adds the peephole of the output gate, which reads the cells after the step. */
  private void peekAtCells() {
    float[] sums = gates.array();
    for (int at = 0; at < span; at += VECTOR) {
      int to = 3 * span + at;
      load(cells, at).fma(load(peepholes, 2 * span + at), load(sums, to)).intoArray(sums, to);
    }
  }

  private void remember(float[] state) {
    float[] gate = gates.array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector kept = load(gate, span + at).mul(load(state, first + at));
      FloatVector c = load(gate, at).fma(load(gate, 2 * span + at), kept);
      c.intoArray(cells, at);
      c.intoArray(shown, at);
    }
  }

  private void show(float[] next) {
    float[] gate = gates.array();
    for (int at = 0; at < span; at += VECTOR) {
      load(gate, 3 * span + at).mul(load(shown, at)).intoArray(next, at);
    }
  }

  @Override
  public void diagonal(Numbers product) {
    derivative.diagonal(array(product));
  }

  @Override
  public void tangent(Numbers direction) {
    derivative.tangent(direction);
  }
}
