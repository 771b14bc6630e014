// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.array;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.FloatRungeKutta;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.recurrence.Lorenz96;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * {@link Lorenz96} in float. The circle is stored as a line, with copies of its last two numbers
 * before it and of its first one after it, so that a neighbour is a load at a fixed offset, a
 * multiple of the number of lanes.
 */
final class FloatLorenz96 implements Cell {
  /** Numbers of the circle that are repeated before and after it. */
  static final int BEFORE = 2;

  static final int BEHIND = 1;

  private final Shape shape;
  private final float forcing;
  private final FloatRungeKutta rungeKutta;

  /** {@code [D][lanes]}. */
  private final float[] force;

  /** Null where no derivative is asked for. */
  private final FloatLorenz96Derivative derivative;

  /**
   * @param walks side by side
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatLorenz96(Lorenz96 model, Lanes walks, boolean differentiated) {
    int lanes = walks.count();
    int span = FloatVectors.filled(model.dimension() * lanes);
    this.shape = new Shape(Precision.FLOAT, model.dimension(), model.inputs(), lanes, span);
    this.forcing = (float) model.forcing();
    this.rungeKutta =
        new FloatRungeKutta(
            model.dt(),
            span,
            BEFORE * lanes,
            BEHIND * lanes,
            (stage, point, slope) -> slope(point, slope));
    this.force = new float[span];
    Arrays.fill(force, forcing);
    this.derivative =
        differentiated ? new FloatLorenz96Derivative(shape, model.dt(), rungeKutta) : null;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    if (shape.inputSize() > 0) {
      force(array(inputs), offset);
    }
    rungeKutta.step(array(state), array(next));
  }

  /** Adds the input of each lane to its forcing, the same for all numbers of the circle. */
  private void force(float[] inputs, int offset) {
    int lanes = shape.lanes();
    for (int lane = 0; lane < lanes; lane++) {
      force[lane] = forcing + inputs[offset + lane];
    }
    for (int done = lanes; done < force.length; done *= 2) {
      System.arraycopy(force, 0, force, done, Math.min(done, force.length - done));
    }
  }

  private void slope(float[] x, float[] slope) {
    close(x, shape);
    int lanes = shape.lanes();
    for (int at = 0; at < shape.span(); at += VECTOR) {
      int i = BEFORE * lanes + at;
      FloatVector wave = load(x, i + lanes).sub(load(x, i - 2 * lanes));
      FloatVector rest = load(force, at).sub(load(x, i));
      wave.fma(load(x, i - lanes), rest).intoArray(slope, at);
    }
  }

  /** Repeats the ends of a circle. */
  static void close(float[] circle, Shape shape) {
    int lanes = shape.lanes();
    int length = shape.stateSize() * lanes;
    System.arraycopy(circle, length, circle, 0, BEFORE * lanes);
    System.arraycopy(circle, BEFORE * lanes, circle, BEFORE * lanes + length, BEHIND * lanes);
  }

  @Override
  public void diagonal(Numbers product) {
    derivative.diagonal(array(product));
  }

  @Override
  public void tangent(Numbers direction) {
    derivative.tangent(array(direction));
  }
}
