// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.kernel.jvm.vector.FloatVectors;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The Jacobian of one step of {@link dev.deerpark.recurrence.TwoWellLangevin} in each lane, in
 * float: a diagonal, and the effect of the numbers on each other through the share of the wells,
 * {@code dx'_i = kept_i dx_i + spread p_i (p . dx)} with
 *
 * <pre>
 *   p = g_1 - g_2    kept = 1 - dt (r S_1^-1 + (1 - r) S_2^-1)    spread = dt r (1 - r)
 * </pre>
 */
final class FloatLangevinDerivative {
  private static final float ONE = 1;

  private final Cell.Shape shape;
  private final FloatWells wells;
  private final float dt;

  /** {@code [D][lanes]}. */
  private final float[] parting;

  private final float[] kept;
  private final float[] diagonal;
  private final float[] moved;

  /** {@code [lanes]}. */
  private final float[] spread;

  private final float[] together;

  FloatLangevinDerivative(Cell.Shape shape, FloatWells wells, float dt) {
    this.shape = shape;
    this.wells = wells;
    this.dt = dt;
    this.parting = new float[shape.span()];
    this.kept = new float[shape.span()];
    this.diagonal = new float[shape.span()];
    this.moved = new float[shape.span()];
    this.spread = new float[FloatVectors.filled(shape.lanes())];
    this.together = new float[spread.length];
  }

  /**
   * Takes a step.
   *
   * @param state before it
   * @param share {@code [lanes]}: r
   */
  void set(float[] state, float[] share) {
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    for (int at = 0; at < spread.length; at += VECTOR) {
      FloatVector r = load(share, at);
      r.mul(one.sub(r)).mul(dt).intoArray(spread, at);
    }
    for (int i = 0; i < shape.stateSize(); i++) {
      set(i, i * shape.lanes(), state, share);
    }
  }

  private void set(int i, int from, float[] state, float[] share) {
    FloatVector one = FloatVector.broadcast(FloatVectors.SPECIES, ONE);
    for (int at = 0; at < spread.length; at += VECTOR) {
      FloatVector x = load(state, from + at);
      FloatVector r = load(share, at);
      FloatVector p = wells.pull(0, i, x).sub(wells.pull(1, i, x));
      FloatVector curvature =
          r.mul(wells.stiffness(0, i)).add(one.sub(r).mul(wells.stiffness(1, i)));
      FloatVector rest = one.sub(curvature.mul(dt));
      p.intoArray(parting, from + at);
      rest.intoArray(kept, from + at);
      p.mul(p).fma(load(spread, at), rest).intoArray(diagonal, from + at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(float[] product) {
    for (int at = 0; at < shape.span(); at += VECTOR) {
      load(diagonal, at).mul(load(product, at)).intoArray(product, at);
    }
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(float[] direction) {
    Arrays.fill(together, 0);
    for (int i = 0; i < shape.stateSize(); i++) {
      join(i * shape.lanes(), direction);
    }
    for (int i = 0; i < shape.stateSize(); i++) {
      move(i * shape.lanes(), direction);
    }
    System.arraycopy(moved, 0, direction, 0, shape.span());
  }

  private void join(int from, float[] direction) {
    for (int at = 0; at < together.length; at += VECTOR) {
      load(parting, from + at)
          .fma(load(direction, from + at), load(together, at))
          .intoArray(together, at);
    }
  }

  private void move(int from, float[] direction) {
    for (int at = 0; at < together.length; at += VECTOR) {
      FloatVector own = load(kept, from + at).mul(load(direction, from + at));
      FloatVector factor = load(parting, from + at).mul(load(spread, at));
      factor.fma(load(together, at), own).intoArray(moved, from + at);
    }
  }
}
