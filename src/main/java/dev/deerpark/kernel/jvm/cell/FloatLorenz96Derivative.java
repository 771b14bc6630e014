// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.kernel.jvm.vector.FloatRungeKutta;
import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

/**
 * The Jacobian of one step of Lorenz 96 in each lane, in float: the same Runge-Kutta step for the
 * slopes of a direction, {@code (v_{i+1} - v_{i-2}) x_{i-1} + (x_{i+1} - x_{i-2}) v_{i-1} - v_i},
 * at the points where the step of the state took its own.
 */
final class FloatLorenz96Derivative {
  /**
   * A number affects those from 4 before it to 8 after it. So numbers that are far enough apart do
   * not affect each other, and one direction gives the derivative of each of them with respect to
   * itself.
   */
  private static final int APART = 9;

  private final Cell.Shape shape;
  private final FloatRungeKutta moved;
  private final float[] result;

  /** {@code [D][lanes]}: the direction for the diagonal. */
  private final float[] probe;

  /** The numbers that this direction moves at once. */
  private final int[][] groups;

  /**
   * @param state the Runge-Kutta step that is differentiated
   */
  FloatLorenz96Derivative(Cell.Shape shape, double dt, FloatRungeKutta state) {
    this.shape = shape;
    int lanes = shape.lanes();
    this.moved =
        new FloatRungeKutta(
            dt,
            shape.span(),
            FloatLorenz96.BEFORE * lanes,
            FloatLorenz96.BEHIND * lanes,
            (stage, v, slope) -> slope(state.point(stage), v, slope));
    this.result = new float[shape.span()];
    this.probe = new float[shape.span()];
    this.groups = groups(shape.stateSize());
  }

  /**
   * Cuts the circle into parts of equal length, to within one number, and takes one number from
   * each.
   */
  private static int[][] groups(int size) {
    int parts = Math.max(1, size / APART);
    int[][] groups = new int[(size + parts - 1) / parts][];
    for (int place = 0; place < groups.length; place++) {
      int from = place;
      groups[place] =
          IntStream.range(0, parts)
              .filter(part -> begin(part, parts, size) + from < begin(part + 1, parts, size))
              .map(part -> begin(part, parts, size) + from)
              .toArray();
    }
    return groups;
  }

  private static int begin(int part, int parts, int size) {
    return Math.toIntExact((long) part * size / parts);
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(float[] direction) {
    moved.step(direction, result);
    System.arraycopy(result, 0, direction, 0, shape.span());
  }

  private void slope(float[] x, float[] v, float[] slope) {
    FloatLorenz96.close(v, shape);
    int lanes = shape.lanes();
    for (int at = 0; at < shape.span(); at += VECTOR) {
      int i = FloatLorenz96.BEFORE * lanes + at;
      FloatVector neighbours = load(v, i + lanes).sub(load(v, i - 2 * lanes));
      FloatVector wave = load(x, i + lanes).sub(load(x, i - 2 * lanes));
      FloatVector sum = neighbours.fma(load(x, i - lanes), load(v, i).neg());
      wave.fma(load(v, i - lanes), sum).intoArray(slope, at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(float[] product) {
    int lanes = shape.lanes();
    for (int[] group : groups) {
      Arrays.fill(probe, 0);
      for (int number : group) {
        Arrays.fill(probe, number * lanes, (number + 1) * lanes, 1);
      }
      tangent(probe);
      for (int number : group) {
        for (int at = number * lanes; at < (number + 1) * lanes; at++) {
          product[at] *= probe[at];
        }
      }
    }
  }
}
