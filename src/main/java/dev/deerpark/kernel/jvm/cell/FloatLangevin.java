// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.array;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.FloatActivations;
import dev.deerpark.kernel.jvm.vector.FloatLoop;
import dev.deerpark.kernel.jvm.vector.FloatVectors;
import dev.deerpark.recurrence.TwoWellLangevin;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * {@link TwoWellLangevin} in float. The share r depends on all numbers of a state, so the lanes of
 * one number are processed after those of the other. In a single walk their vectors overlap, and
 * only the first element of each counts: the later number overwrites what follows the earlier one.
 */
final class FloatLangevin implements Cell {
  private static final int SIZE = TwoWellLangevin.SIZE;
  private static final float ONE = 1;

  private final Shape shape;
  private final FloatWells wells = new FloatWells();
  private final float dt;
  private final float noise;

  /** {@code [lanes]}: r, padded to whole vectors. */
  private final float[] share;

  private final FloatLoop[] loops;

  /** Null where no derivative is asked for. */
  private final FloatLangevinDerivative derivative;

  /**
   * @param walks side by side
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatLangevin(TwoWellLangevin model, Lanes walks, boolean differentiated) {
    int lanes = walks.count();
    double step = model.dt();
    double factor = model.noise();
    this.share = new float[FloatVectors.filled(lanes)];
    int span = FloatVectors.filled((SIZE - 1) * lanes + share.length);
    this.shape = new Shape(Precision.FLOAT, SIZE, SIZE, lanes, span);
    this.dt = (float) step;
    this.noise = (float) factor;
    this.derivative = differentiated ? new FloatLangevinDerivative(shape, wells, dt) : null;
    FloatLoop odds = (state, next) -> odds(state);
    FloatLoop share = (state, next) -> share();
    FloatLoop derive = (state, next) -> derivative.set(state, this.share);
    this.loops =
        differentiated
            ? new FloatLoop[] {odds, share, this::fall, derive}
            : new FloatLoop[] {odds, share, this::fall};
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    FloatLoop.run(loops, array(state), array(next));
    push(array(inputs), offset, array(next));
  }

  private void odds(float[] state) {
    Arrays.fill(share, wells.odds());
    for (int i = 0; i < SIZE; i++) {
      addOdds(i, i * shape.lanes(), state);
    }
  }

  private void share() {
    for (int at = 0; at < share.length; at += VECTOR) {
      FloatActivations.sigmoid(load(share, at)).intoArray(share, at);
    }
  }

  private void addOdds(int i, int from, float[] state) {
    for (int at = 0; at < share.length; at += VECTOR) {
      wells.addOdds(i, load(state, from + at), load(share, at)).intoArray(share, at);
    }
  }

  /** One step down the gradient. */
  private void fall(float[] state, float[] next) {
    for (int i = 0; i < SIZE; i++) {
      fall(i, i * shape.lanes(), state, next);
    }
  }

  private void fall(int i, int from, float[] state, float[] next) {
    FloatVector back = FloatVector.broadcast(FloatVectors.SPECIES, -dt);
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    for (int at = 0; at < share.length; at += VECTOR) {
      FloatVector x = load(state, from + at);
      FloatVector r = load(share, at);
      FloatVector second = one.sub(r).mul(wells.pull(1, i, x));
      FloatVector gradient = r.fma(wells.pull(0, i, x), second);
      gradient.fma(back, x).intoArray(next, from + at);
    }
  }

  /** Number by number, because the inputs of a single walk are not padded to whole vectors. */
  private void push(float[] inputs, int offset, float[] next) {
    int numbers = SIZE * shape.lanes();
    for (int at = 0; at < numbers; at++) {
      next[at] += noise * inputs[offset + at];
    }
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
