// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.Affine;
import dev.deerpark.kernel.jvm.vector.FloatActivations;
import dev.deerpark.kernel.jvm.vector.FloatLoop;
import dev.deerpark.kernel.jvm.vector.FloatPointwise;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A {@link GruWeights GRU} whose reset gate comes after the product, in float. */
final class FloatGru implements JacobianCell {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;

  private final GruWeights weights;
  private final Affine ofInput;
  private final Affine ofState;
  private final int span;

  /** Where h begins in the array of a state. */
  private final int first;

  /** {@code [3][span]}: the input's part of the sums of the gates r, z and n, then the gates. */
  private final Numbers.Floats gates;

  /** {@code [3][span]}: the state's part of these sums. */
  private final Numbers.Floats hidden;

  private final FloatLoop[] loops;

  /** Null where no derivative is asked for. */
  private final FloatGruDerivative derivative;

  /**
   * @param lanes of the walks
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatGru(GruWeights weights, Lanes lanes, boolean differentiated) {
    this(weights, 0, lanes, differentiated);
  }

  /**
   * @param before numbers before h in a state, for a model of whose state h is a part
   * @param lanes of the walks
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatGru(GruWeights weights, int before, Lanes lanes, boolean differentiated) {
    LayerWeights layer = weights.layer();
    this.weights = weights;
    this.ofInput = lanes.affine(GateMatrix.ofInput(layer, 0, GATES));
    this.ofState = lanes.affine(GateMatrix.ofState(layer, 0, GATES));
    this.span = ofState.span();
    this.first = before * ofState.lanes();
    this.gates = (Numbers.Floats) ofInput.allocate();
    this.hidden = (Numbers.Floats) ofState.allocate();
    this.derivative =
        differentiated
            ? new FloatGruDerivative(weights, first, ofInput.linear(), ofState.linear())
            : null;
    this.loops = (weights.isPyTorchs() ? loops() : loopsOfAny(weights)).toArray(FloatLoop[]::new);
  }

  private List<FloatLoop> loops() {
    List<FloatLoop> parts = new ArrayList<>();
    parts.add((state, next) -> sigmoid(0));
    parts.add((state, next) -> sigmoid(span));
    parts.add(this::advance);
    if (derivative != null) {
      parts.add((state, next) -> derivative.set(gates.array(), hidden.array(), state));
    }
    return parts;
  }

  /** With any activations. */
  private List<FloatLoop> loopsOfAny(GruWeights weights) {
    float[] gate = gates.array();
    List<FloatLoop> parts = new ArrayList<>();
    parts.add((state, next) -> add());
    parts.add(FloatPointwise.activate(weights.gate(), gate, 0, 2 * span));
    parts.add((state, next) -> addReset());
    parts.add(FloatPointwise.activate(weights.candidate(), gate, 2 * span, GATES * span));
    parts.add(this::blend);
    if (derivative != null) {
      float[] slopes = new float[GATES * span];
      parts.add(FloatPointwise.slopes(weights.gate(), gate, slopes, 0, 2 * span));
      parts.add(FloatPointwise.slopes(weights.candidate(), gate, slopes, 2 * span, GATES * span));
      parts.add((state, next) -> derivative.set(gate, hidden.array(), state, slopes));
    }
    return parts;
  }

  @Override
  public Shape shape() {
    return new Shape(
        Precision.FLOAT,
        weights.layer().hiddenSize(),
        weights.layer().inputSize(),
        ofState.lanes(),
        span);
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    ofInput.apply(inputs, offset, gates);
    ofState.apply(state, first, hidden);
    FloatLoop.run(loops, floats(state), floats(next));
  }

  /** Gates r and z. */
  private void sigmoid(int from) {
    float[] gate = gates.array();
    float[] ofState = hidden.array();
    for (int at = from; at < from + span; at += VECTOR) {
      FloatActivations.sigmoid(load(gate, at).add(load(ofState, at))).intoArray(gate, at);
    }
  }

  /** The sums of gates r and z. */
  private void add() {
    float[] gate = gates.array();
    for (int at = 0; at < 2 * span; at += VECTOR) {
      load(gate, at).add(load(hidden.array(), at)).intoArray(gate, at);
    }
  }

  /** The sum of gate n. */
  private void addReset() {
    float[] gate = gates.array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector m = load(hidden.array(), 2 * span + at);
      load(gate, at).fma(m, load(gate, 2 * span + at)).intoArray(gate, 2 * span + at);
    }
  }

  private void blend(float[] state, float[] next) {
    float[] gate = gates.array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector n = load(gate, 2 * span + at);
      load(gate, span + at).fma(load(state, first + at).sub(n), n).intoArray(next, first + at);
    }
  }

  /** Gate n, and with it the next state. */
  private void advance(float[] state, float[] next) {
    float[] gate = gates.array();
    float[] ofState = hidden.array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector m = load(ofState, 2 * span + at);
      FloatVector n = FloatActivations.tanh(load(gate, at).fma(m, load(gate, 2 * span + at)));
      n.intoArray(gate, 2 * span + at);
      load(gate, span + at).fma(load(state, first + at).sub(n), n).intoArray(next, first + at);
    }
  }

  @Override
  public void diagonal(Numbers product) {
    derivative.diagonal(floats(product));
  }

  @Override
  public void tangent(Numbers direction) {
    derivative.tangent(direction);
  }

  @Override
  public void jacobian(int lane, double[] jacobian, int to) {
    derivative.jacobian(lane, jacobian, to);
  }

  @Override
  public int factors() {
    return derivative.factors();
  }

  @Override
  public double finiteFactor() {
    return derivative.finiteFactor();
  }

  @Override
  public void factors(int lane, double[] factors, int to) {
    derivative.factors(lane, factors, to);
  }

  @Override
  public Numbers transposed(double[] factors, int from) {
    return derivative.transposed(factors, from);
  }

  /** Adds the effect of a tangent of the inputs, {@code [I][lanes]}, to a direction. */
  void addByInput(Numbers inputs, Numbers direction) {
    derivative.addByInput(inputs, floats(direction));
  }

  private static float[] floats(Numbers numbers) {
    return ((Numbers.Floats) numbers).array();
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }
}
