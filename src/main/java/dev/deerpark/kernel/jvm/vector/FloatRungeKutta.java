// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The classical Runge-Kutta step of fourth order, for all numbers of a state at once. The increment
 * of the step is summed separately, so that adding it to a large state rounds only once.
 */
public final class FloatRungeKutta {
  /** Stages of a step. */
  static final int STAGES = 4;

  /**
   * The time of each stage within the step, and the weight of its slope, as fractions of the step.
   */
  private static final double[] NODES = {0, 0.5, 0.5, 1};

  private static final double[] WEIGHTS = {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0};

  private final int before;
  private final int span;
  private final float[] nodes = new float[STAGES];
  private final float[] weights = new float[STAGES];

  /** {@code [4][before + span + behind]}: the points at which the slopes were taken. */
  private final float[][] points;

  private final float[] slope;

  /** Slopes and movements in turn. */
  private final FloatLoop[] loops = new FloatLoop[2 * STAGES];

  /** A differential equation. */
  public interface Slopes {
    /**
     * Writes the slopes at a point.
     *
     * @param point the elements around its numbers are free for use
     * @param slope {@code [span]}
     */
    void write(int stage, float[] point, float[] slope);
  }

  /**
   * @param span numbers in a state, whole vectors
   * @param before numbers to keep free before them in the array of a point
   * @param behind and behind them
   */
  public FloatRungeKutta(double dt, int span, int before, int behind, Slopes slopes) {
    this.before = before;
    this.span = span;
    this.points = new float[STAGES][before + span + behind];
    this.slope = new float[span];
    for (int stage = 0; stage < STAGES; stage++) {
      double node = dt * NODES[stage];
      double weight = dt * WEIGHTS[stage];
      nodes[stage] = (float) node;
      weights[stage] = (float) weight;
      int last = stage;
      loops[2 * stage] = (start, next) -> slopes.write(last, points[last], slope);
      loops[2 * stage + 1] = (start, next) -> move(last, start, next);
    }
    loops[2 * STAGES - 1] = this::finish;
  }

  /** The point at which the last step took the slopes of a stage. */
  public float[] point(int stage) {
    return points[stage];
  }

  /**
   * Takes a step.
   *
   * @param start {@code [span]}
   * @param next {@code [span]}, written; another array than {@code start}
   */
  public void step(float[] start, float[] next) {
    Arrays.fill(next, 0);
    System.arraycopy(start, 0, points[0], before, span);
    FloatLoop.run(loops, start, next);
  }

  /** Adds the slopes of a stage to the sum and computes the next point. */
  private void move(int stage, float[] start, float[] sum) {
    float[] point = points[stage + 1];
    FloatVector weight = FloatVector.broadcast(FloatVectors.SPECIES, weights[stage]);
    FloatVector node = FloatVector.broadcast(FloatVectors.SPECIES, nodes[stage + 1]);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector last = load(slope, at);
      last.fma(weight, load(sum, at)).intoArray(sum, at);
      last.fma(node, load(start, at)).intoArray(point, before + at);
    }
  }

  private void finish(float[] start, float[] next) {
    FloatVector weight = FloatVector.broadcast(FloatVectors.SPECIES, weights[STAGES - 1]);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector sum = load(slope, at).fma(weight, load(next, at));
      load(start, at).add(sum).intoArray(next, at);
    }
  }
}
