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
import dev.deerpark.recurrence.network.DiagonalLinear;

/** {@link DiagonalLinear} in float. */
final class FloatDiagonalLinear implements Cell {
  private final Shape shape;
  private final Affine ofInput;

  /** {@code [span]}: the input's part of the sum. */
  private final Numbers.Floats given;

  /** {@code [span]}: a, the same in every lane. */
  private final float[] decay;

  /**
   * @param lanes of the walks
   * @param differentiated ignored: the derivative costs nothing
   */
  FloatDiagonalLinear(DiagonalLinear model, Lanes lanes, boolean differentiated) {
    int size = model.decay().length;
    this.ofInput =
        lanes.affine(new GateMatrix(1, size, model.inputSize(), model.inputWeight(), model.bias()));
    this.shape =
        new Shape(Precision.FLOAT, size, model.inputSize(), ofInput.lanes(), ofInput.span());
    this.given = (Numbers.Floats) ofInput.allocate();
    this.decay = FloatVectors.spread(model.decay(), 1, shape.lanes(), shape.span());
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    ofInput.apply(inputs, offset, given);
    advance(array(state), array(next));
  }

  private void advance(float[] state, float[] next) {
    for (int at = 0; at < shape.span(); at += VECTOR) {
      load(decay, at).fma(load(state, at), load(given.array(), at)).intoArray(next, at);
    }
  }

  @Override
  public void diagonal(Numbers product) {
    float[] scaled = array(product);
    for (int at = 0; at < shape.span(); at += VECTOR) {
      load(decay, at).mul(load(scaled, at)).intoArray(scaled, at);
    }
  }

  @Override
  public void tangent(Numbers direction) {
    diagonal(direction);
  }
}
