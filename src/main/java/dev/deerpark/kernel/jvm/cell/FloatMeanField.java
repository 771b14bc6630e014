// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.array;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.Affine;
import dev.deerpark.kernel.jvm.vector.FloatActivations;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.recurrence.MeanField;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The network of tanh units of {@link MeanField} in float. */
final class FloatMeanField implements Cell {
  private static final float ONE = 1;

  private final Shape shape;
  private final Affine ofActive;

  /** {@code [D][lanes]}: tanh of the last state. */
  private final Numbers.Floats active;

  /** {@code [D][lanes]}: the weights times that, or times a direction. */
  private final Numbers.Floats sums;

  /** Null where no derivative is asked for. */
  private final Affine ofDirection;

  /**
   * @param lanes of the walks
   * @param differentiated whether {@link #tangent} will be asked for
   */
  FloatMeanField(MeanField model, Lanes lanes, boolean differentiated) {
    int size = model.size();
    this.ofActive = lanes.affine(new GateMatrix(1, size, size, model.weights(), new double[size]));
    this.shape =
        new Shape(Precision.FLOAT, size, model.inputs(), ofActive.lanes(), ofActive.span());
    this.active = new Numbers.Floats(new float[shape.span()]);
    this.sums = (Numbers.Floats) ofActive.allocate();
    this.ofDirection = differentiated ? ofActive.linear() : null;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    activate(array(state));
    ofActive.apply(active, 0, sums);
    drive(array(inputs), offset, array(next));
  }

  private void activate(float[] state) {
    float[] into = active.array();
    for (int at = 0; at < shape.span(); at += VECTOR) {
      FloatActivations.tanh(load(state, at)).intoArray(into, at);
    }
  }

  /** Number by number, because the inputs of a single walk are not padded to whole vectors. */
  private void drive(float[] inputs, int offset, float[] next) {
    System.arraycopy(sums.array(), 0, next, 0, shape.span());
    int driven = shape.inputSize() * shape.lanes();
    for (int i = 0; i < driven; i++) {
      next[i] += inputs[offset + i];
    }
  }

  /** The diagonal of the weights is zero. */
  @Override
  public void diagonal(Numbers product) {
    Arrays.fill(array(product), 0);
  }

  @Override
  public void tangent(Numbers direction) {
    float[] moved = array(direction);
    scaleBySlope(moved);
    ofDirection.apply(direction, 0, sums);
    System.arraycopy(sums.array(), 0, moved, 0, shape.span());
  }

  private void scaleBySlope(float[] direction) {
    float[] value = active.array();
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    for (int at = 0; at < shape.span(); at += VECTOR) {
      FloatVector tanh = load(value, at);
      one.sub(tanh.mul(tanh)).mul(load(direction, at)).intoArray(direction, at);
    }
  }
}
