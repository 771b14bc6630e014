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
import dev.deerpark.kernel.jvm.vector.FloatExponentials;
import dev.deerpark.kernel.jvm.vector.FloatLoop;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * {@link AutoregressiveGruWeights} in float: a {@link FloatGru} whose input and state are the two
 * parts of one state. The readout reads {@code (x, h')}, so that the skip weights are its first
 * column.
 */
final class FloatAutoregressiveGru implements Cell {
  private final Shape shape;
  private final FloatGru gru;
  private final Affine readout;

  /** {@code [2][lanes]}: mu and a, or their tangents. */
  private final Numbers.Floats output;

  /** {@code [lanes]}: exp(-|a|), and then softplus(a). */
  private final float[] deviation;

  /** {@code [lanes]}: the factor s with which x' follows a. */
  private final float[] spread;

  private final FloatLoop[] loops;

  /** Null where no derivative is asked for. */
  private final Affine ofDirection;

  /** The tangent of the whole state along x. */
  private final Numbers.Floats column;

  /**
   * @param lanes of the walks
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatAutoregressiveGru(AutoregressiveGruWeights weights, Lanes lanes, boolean differentiated) {
    this.gru = new FloatGru(weights.cell(), 1, lanes, differentiated);
    this.readout = lanes.affine(readout(weights));
    Shape hidden = gru.shape();
    this.shape =
        new Shape(
            Precision.FLOAT,
            1 + hidden.stateSize(),
            1,
            hidden.lanes(),
            FloatVectors.filled(hidden.lanes() + hidden.span()));
    this.output = (Numbers.Floats) readout.allocate();
    this.deviation = new float[readout.span()];
    this.spread = new float[readout.span()];
    FloatLoop fall = (state, next) -> fall();
    FloatLoop deviate = (state, next) -> deviate();
    FloatLoop spread = (state, next) -> spread();
    this.loops =
        differentiated ? new FloatLoop[] {fall, deviate, spread} : new FloatLoop[] {fall, deviate};
    this.ofDirection = differentiated ? readout.linear() : null;
    this.column = new Numbers.Floats(new float[differentiated ? shape.span() : 0]);
  }

  /** Two gates of one row: skip weight and readout weights. */
  private static GateMatrix readout(AutoregressiveGruWeights weights) {
    int units = weights.cell().layer().hiddenSize();
    int outputs = weights.skip().length;
    double[] rows = new double[outputs * (1 + units)];
    for (int row = 0; row < outputs; row++) {
      rows[row * (1 + units)] = weights.skip()[row];
      System.arraycopy(weights.readout().weight(), row * units, rows, row * (1 + units) + 1, units);
    }
    return new GateMatrix(outputs, 1, 1 + units, rows, weights.readout().bias());
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    gru.step(state, 0, state, next);
    System.arraycopy(array(state), 0, array(next), 0, shape.lanes());
    readout.apply(next, 0, output);
    FloatLoop.run(loops, array(state), array(next));
    draw(array(inputs), offset, array(next));
  }

  private void fall() {
    float[] read = output.array();
    int span = deviation.length;
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector a = load(read, span + at);
      FloatExponentials.fall(a).intoArray(deviation, at);
    }
  }

  private void deviate() {
    float[] read = output.array();
    int span = deviation.length;
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector a = load(read, span + at);
      FloatExponentials.softplus(a, load(deviation, at)).intoArray(deviation, at);
    }
  }

  private void spread() {
    float[] read = output.array();
    int span = deviation.length;
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector a = load(read, span + at);
      FloatActivations.sigmoid(a).intoArray(spread, at);
    }
  }

  /** Number by number, because in a single walk h follows x at once. */
  private void draw(float[] noise, int offset, float[] next) {
    float[] mean = output.array();
    for (int lane = 0; lane < shape.lanes(); lane++) {
      next[lane] = mean[lane] + deviation[lane] * noise[offset + lane];
      spread[lane] *= noise[offset + lane];
    }
  }

  @Override
  public void diagonal(Numbers product) {
    gru.diagonal(product);
    float[] moved = column.array();
    Arrays.fill(moved, 0);
    Arrays.fill(moved, 0, shape.lanes(), 1);
    gru.addByInput(column, column);
    moveOutput(column);
    float[] scaled = array(product);
    for (int lane = 0; lane < shape.lanes(); lane++) {
      scaled[lane] *= moved[lane];
    }
  }

  @Override
  public void tangent(Numbers direction) {
    gru.tangent(direction);
    gru.addByInput(direction, direction);
    moveOutput(direction);
  }

  /** From the tangents of x and h' to those of x' and h'. */
  private void moveOutput(Numbers direction) {
    ofDirection.apply(direction, 0, output);
    float[] mean = output.array();
    float[] moved = array(direction);
    for (int lane = 0; lane < shape.lanes(); lane++) {
      moved[lane] = mean[lane] + spread[lane] * mean[readout.span() + lane];
    }
  }
}
