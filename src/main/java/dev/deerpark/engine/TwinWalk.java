// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Random;

/**
 * Follows a small difference along a solution: a twin of every state walks a little beside it and
 * is brought near again every few steps. Needs no derivatives, and costs two walks.
 */
public final class TwinWalk {
  /** Steps between two corrections of the distance. */
  private static final int STRIDE = 8;

  private final SweepRule rule;
  private final int segmentLength;
  private final Kernel kernel;
  private final double distance;

  public TwinWalk(SweepRule rule, int segmentLength, Kernel kernel) {
    this.rule = rule;
    this.segmentLength = segmentLength;
    this.kernel = kernel;
    this.distance = Math.sqrt(rule.precision().ulpOfOne());
  }

  /**
   * Where a walk is between two blocks.
   *
   * @param direction {@code [D]}: where the twin is, of length 1 in the largest number
   * @param found so far
   */
  public record At(double[] direction, Predictability found) implements Serializable {

    /** Before the first step. */
    public static At start(int size) {
      return new At(anyDirection(size), Predictability.START);
    }
  }

  /**
   * Goes on through a block.
   *
   * @param from not modified
   */
  public At through(InputBlock inputs, BlockIterate solution, At from) {
    double allowed = Math.log(rule.tolerance() / rule.precision().ulpOfOne());
    double[] direction = from.direction().clone();
    Predictability found = from.found();
    for (int segment = 0; segment < solution.segments(); segment++) {
      double[] state = solution.start(segment);
      int end = Math.min((segment + 1) * segmentLength, inputs.steps());
      for (int step = segment * segmentLength; step < end; step += STRIDE) {
        int to = Math.min(step + STRIDE, end);
        double growth = stride(inputs, step, to, state, direction);
        found = found.then(to - step, growth, allowed, inputs.firstStep() + to - 1);
      }
    }
    return new At(direction, found);
  }

  /** Both walk on; returns the logarithm of the growth of their scaled distance. */
  private double stride(InputBlock inputs, int from, int to, double[] state, double[] direction) {
    double[] twin = state.clone();
    double scale = distance * (1 + largest(state));
    for (int i = 0; i < twin.length; i++) {
      double apart = scale * direction[i];
      twin[i] = rule.precision().round(twin[i] + apart);
    }
    double before = States.scaledDistance(twin, state);
    kernel.trace(inputs, from, to, state, (step, s) -> {});
    kernel.trace(inputs, from, to, twin, (step, s) -> {});
    double after = States.scaledDistance(twin, state);
    if (!(after > 0 && after < Double.POSITIVE_INFINITY && before > 0)) {
      System.arraycopy(anyDirection(direction.length), 0, direction, 0, direction.length);
      // the difference fell below one unit in the last place
      return after == 0 ? Math.log(rule.precision().ulpOfOne() / distance) : 0;
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = twin[i] - state[i];
    }
    double length = largest(direction);
    for (int i = 0; i < direction.length; i++) {
      direction[i] /= length;
    }
    return Math.log(after / before);
  }

  /** A direction that no symmetry of a model singles out. */
  private static double[] anyDirection(int size) {
    double[] direction = new Random(size).doubles(size, -1, 1).toArray();
    double length = largest(direction);
    return Arrays.stream(direction).map(number -> number / length).toArray();
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
