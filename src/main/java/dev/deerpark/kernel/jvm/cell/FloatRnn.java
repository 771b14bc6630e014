// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.array;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.Affine;
import dev.deerpark.kernel.jvm.vector.FloatLoop;
import dev.deerpark.kernel.jvm.vector.FloatPointwise;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.kernel.jvm.vector.JoinedAffine;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.RnnWeights;

/** The units of a plain recurrent network in float. */
final class FloatRnn implements Cell {
  private final Shape shape;
  private final JoinedAffine joined;

  /** {@code [span]}: the sums, then the units. */
  private final Numbers.Floats units;

  private final FloatLoop[] loops;

  /** Null where no derivative is asked for, as are the next ones. */
  private final Affine ofDirection;

  private final Numbers.Floats moved;
  private final float[] slopes;
  private final float[] diagonals;

  /**
   * @param lanes of the walks
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatRnn(RnnWeights weights, Lanes lanes, boolean differentiated) {
    LayerWeights layer = weights.layer();
    this.joined = lanes.joined(layer, 0, 1, Precision.FLOAT);
    int span = joined.span();
    this.shape =
        new Shape(Precision.FLOAT, layer.hiddenSize(), layer.inputSize(), joined.lanes(), span);
    this.units = (Numbers.Floats) joined.allocate();
    FloatLoop activate = FloatPointwise.activate(weights.activation(), units.array(), 0, span);
    if (!differentiated) {
      this.loops = new FloatLoop[] {activate};
      this.ofDirection = null;
      this.moved = null;
      this.slopes = null;
      this.diagonals = null;
      return;
    }
    this.slopes = new float[span];
    this.loops =
        new FloatLoop[] {
          activate, FloatPointwise.slopes(weights.activation(), units.array(), slopes, 0, span)
        };
    this.ofDirection = lanes.affine(GateMatrix.ofState(layer, 0, 1)).linear();
    this.moved = (Numbers.Floats) ofDirection.allocate();
    this.diagonals = FloatVectors.spread(layer.hiddenDiagonals(), 1, joined.lanes(), span);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    joined.apply(inputs, offset, state, 0, units);
    FloatLoop.run(loops, array(state), array(next));
    System.arraycopy(units.array(), 0, array(next), 0, shape.span());
  }

  @Override
  public void diagonal(Numbers product) {
    float[] scaled = array(product);
    for (int at = 0; at < shape.span(); at += VECTOR) {
      load(slopes, at).mul(load(diagonals, at)).mul(load(scaled, at)).intoArray(scaled, at);
    }
  }

  @Override
  public void tangent(Numbers direction) {
    ofDirection.apply(direction, 0, moved);
    float[] sums = moved.array();
    for (int at = 0; at < shape.span(); at += VECTOR) {
      load(slopes, at).mul(load(sums, at)).intoArray(array(direction), at);
    }
  }
}
