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
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.kernel.jvm.vector.JoinedAffine;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.network.GateOrder;
import dev.deerpark.recurrence.network.LemWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * {@link LemWeights Long expressive memory} in float. The state is {@code (y, z)}; as in an LSTM
 * the second part is computed in an array of its own and copied to its place last.
 */
final class FloatLem implements Cell {
  private static final int GATES = 3;

  private final Shape shape;
  private final JoinedAffine ofGates;
  private final JoinedAffine ofMemory;
  private final int span;

  /** Where z begins in the array of a state. */
  private final int first;

  private final float timeStep;

  /** {@code [3][span]}: a, b and m. */
  private final Numbers.Floats gates;

  /** {@code [span]}: z' and q. */
  private final Numbers.Floats memory;

  private final Numbers.Floats candidate;

  private final FloatLoop[] gateLoops;
  private final FloatLoop[] candidateLoops;

  /** Null where no derivative is asked for. */
  private final FloatLemDerivative derivative;

  /**
   * @param lanes of the walks
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatLem(LemWeights weights, Lanes lanes, boolean differentiated) {
    int size = weights.hiddenSize();
    this.ofGates = lanes.joined(inputs(weights, "abz"), hidden(weights), Precision.FLOAT);
    this.ofMemory =
        lanes.joined(
            inputs(weights, "y"),
            new GateMatrix(1, size, size, weights.memoryWeight(), weights.memoryBias()),
            Precision.FLOAT);
    this.span = ofGates.span();
    this.first = size * ofGates.lanes();
    this.timeStep = (float) weights.timeStep();
    this.shape =
        new Shape(
            Precision.FLOAT,
            2 * size,
            weights.inputSize(),
            ofGates.lanes(),
            FloatVectors.filled(first + span));
    this.gates = (Numbers.Floats) ofGates.allocate();
    this.memory = new Numbers.Floats(new float[span]);
    this.candidate = (Numbers.Floats) ofMemory.allocate();
    this.derivative = differentiated ? new FloatLemDerivative(weights, lanes) : null;
    this.gateLoops =
        new FloatLoop[] {
          FloatPointwise.activate(Activation.SIGMOID, gates.array(), 0, 2 * span),
          FloatPointwise.activate(Activation.TANH, gates.array(), 2 * span, GATES * span),
          (state, next) -> remember(state)
        };
    this.candidateLoops = candidateLoops().toArray(FloatLoop[]::new);
  }

  /** The input's part of the sums of some of the rows a, b, y and z. */
  private static GateMatrix inputs(LemWeights weights, String wanted) {
    String order = wanted + "abyz".replaceAll("[" + wanted + "]", "");
    int rows = wanted.length() * weights.hiddenSize();
    double[] weight = GateOrder.rearrange(weights.inputWeight(), "abyz", order);
    double[] bias = GateOrder.rearrange(weights.inputBias(), "abyz", order);
    return new GateMatrix(
        wanted.length(),
        weights.hiddenSize(),
        weights.inputSize(),
        Arrays.copyOf(weight, rows * weights.inputSize()),
        Arrays.copyOf(bias, rows));
  }

  /** The part of y in the sums of a, b and m. */
  static GateMatrix hidden(LemWeights weights) {
    int size = weights.hiddenSize();
    return new GateMatrix(GATES, size, size, weights.hiddenWeight(), weights.hiddenBias());
  }

  private List<FloatLoop> candidateLoops() {
    List<FloatLoop> parts = new ArrayList<>();
    parts.add(FloatPointwise.activate(Activation.TANH, candidate.array(), 0, span));
    parts.add(this::advance);
    if (derivative != null) {
      parts.add((state, next) -> derivative.set(gates.array(), candidate.array(), state));
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
    ofMemory.apply(inputs, offset, memory, 0, candidate);
    FloatLoop.run(candidateLoops, array(state), array(next));
    memory.copy(0, next, first, first);
  }

  /** The time steps a and b, and z'. */
  private void remember(float[] state) {
    float[] gate = gates.array();
    for (int at = 0; at < span; at += VECTOR) {
      load(gate, at).mul(timeStep).intoArray(gate, at);
      FloatVector b = load(gate, span + at).mul(timeStep);
      FloatVector z = load(state, first + at);
      b.intoArray(gate, span + at);
      b.fma(load(gate, 2 * span + at).sub(z), z).intoArray(memory.array(), at);
    }
  }

  private void advance(float[] state, float[] next) {
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector y = load(state, at);
      load(gates.array(), at).fma(load(candidate.array(), at).sub(y), y).intoArray(next, at);
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
