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
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.MguWeights;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Units whose candidate reads the state through a gate, in float: {@code n = g(W x + R (r h) + b)}
 * and {@code h' = h + p (n - h)}. In a {@link GruWeights GRU} the share p is {@code 1 - z}, in a
 * {@link MguWeights minimal gated unit} it is r itself.
 */
final class FloatGatedUnits implements Cell {
  private static final float ONE = 1;

  private final Shape shape;
  private final JoinedAffine ofGates;
  private final JoinedAffine ofCandidate;
  private final int span;

  /** The offset, among the gates, of the gate that p depends on. */
  private final int last;

  /** Whether p is 1 minus that gate. */
  private final boolean complement;

  /** {@code [gates][span]}: all but the candidate, r first. */
  private final Numbers.Floats gates;

  /** {@code [span]}: r h. */
  private final Numbers.Floats gated;

  private final Numbers.Floats candidate;

  /** {@code [span]}: p. */
  private final float[] share;

  private final FloatLoop[] gateLoops;
  private final FloatLoop[] candidateLoops;

  /** Null where no derivative is asked for. */
  private final FloatGatedUnitsDerivative derivative;

  private FloatGatedUnits(
      LayerWeights layer,
      boolean complement,
      Activation ofGate,
      Activation ofN,
      Lanes lanes,
      boolean differentiated) {
    int before = layer.gates() - 1;
    this.ofGates = lanes.joined(layer, 0, before, Precision.FLOAT);
    this.ofCandidate = lanes.joined(layer, before, layer.gates(), Precision.FLOAT);
    this.span = ofGates.span();
    this.last = (before - 1) * span;
    this.complement = complement;
    this.shape =
        new Shape(Precision.FLOAT, layer.hiddenSize(), layer.inputSize(), ofGates.lanes(), span);
    this.gates = (Numbers.Floats) ofGates.allocate();
    this.gated = new Numbers.Floats(new float[span]);
    this.candidate = (Numbers.Floats) ofCandidate.allocate();
    this.share = new float[span];
    this.derivative =
        differentiated ? new FloatGatedUnitsDerivative(layer, complement, lanes) : null;
    this.gateLoops =
        new FloatLoop[] {
          FloatPointwise.activate(ofGate, gates.array(), 0, before * span),
          (state, next) -> gate(state),
          (state, next) -> share()
        };
    this.candidateLoops = candidateLoops(ofGate, ofN).toArray(FloatLoop[]::new);
  }

  /** A GRU, with its reset gate before or after the product. */
  static Cell gru(GruWeights weights, Lanes lanes, boolean differentiated) {
    return weights.resetAfter()
        ? new FloatGru(weights, lanes, differentiated)
        : new FloatGatedUnits(
            weights.layer(), true, weights.gate(), weights.candidate(), lanes, differentiated);
  }

  /** A minimal gated unit. */
  static Cell mgu(MguWeights weights, Lanes lanes, boolean differentiated) {
    return new FloatGatedUnits(
        weights.layer(), false, Activation.SIGMOID, Activation.TANH, lanes, differentiated);
  }

  private List<FloatLoop> candidateLoops(Activation ofGate, Activation ofN) {
    List<FloatLoop> parts = new ArrayList<>();
    parts.add(FloatPointwise.activate(ofN, candidate.array(), 0, span));
    parts.add(this::advance);
    if (derivative != null) {
      parts.addAll(derivative.loops(ofGate, ofN, gates.array(), share, candidate.array()));
    }
    return parts;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    ofGates.apply(inputs, offset, state, 0, gates);
    FloatLoop.run(gateLoops, array(state), array(next));
    ofCandidate.apply(inputs, offset, gated, 0, candidate);
    FloatLoop.run(candidateLoops, array(state), array(next));
  }

  private void gate(float[] state) {
    for (int at = 0; at < span; at += VECTOR) {
      load(gates.array(), at).mul(load(state, at)).intoArray(gated.array(), at);
    }
  }

  private void share() {
    if (!complement) {
      System.arraycopy(gates.array(), last, share, 0, span);
      return;
    }
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      one.sub(load(gates.array(), last + at)).intoArray(share, at);
    }
  }

  private void advance(float[] state, float[] next) {
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector h = load(state, at);
      load(share, at).fma(load(candidate.array(), at).sub(h), h).intoArray(next, at);
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
