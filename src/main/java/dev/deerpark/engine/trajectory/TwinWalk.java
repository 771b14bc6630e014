// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Random;

/**
 * Follows a small difference along a solution: a second walk, the twin, runs close to the solution
 * and is moved close again every few steps. Needs no derivatives, and costs two walks. Where a
 * series begins, both begin anew, and nothing of the difference before it is left.
 */
public final class TwinWalk {
  /** Steps between two corrections of the distance. */
  private static final int STRIDE = 8;

  /**
   * The length of a sample of a block, as a fraction of the whole series: with four samples, a
   * hundredth of its walk.
   */
  private static final int PART = 800;

  /** The fewest steps of a sample. */
  private static final int SHORTEST_SAMPLE = 128;

  /**
   * A sample without contraction is extended to a segment, or to this many steps where a segment is
   * shorter.
   */
  private static final int LONG_SAMPLE = 4096;

  /** The most steps to which a sample is extended. */
  private static final int LONGEST_SAMPLE = 65_536;

  /** The nats by which a difference must shrink to show that the dynamics contract. */
  public static final double SHRUNK = -5;

  private final SweepRule rule;
  private final Layout layout;
  private final int segmentLength;
  private final Kernel kernel;
  private final double distance;

  public TwinWalk(SweepRule rule, Layout layout, Kernel kernel) {
    this.rule = rule;
    this.layout = layout;
    this.segmentLength = layout.segmentLength();
    this.kernel = kernel;
    this.distance = Math.sqrt(rule.precision().ulpOfOne());
  }

  /**
   * The state of a walk between two blocks.
   *
   * @param direction {@code [D]}: the direction to the twin, with 1 as the largest absolute number
   * @param magnitude 1 plus the largest absolute number of all states so far
   * @param found the result so far
   */
  @DefaultSerializer(RecordSerializer.class)
  public record At(double[] direction, double magnitude, Predictability found)
      implements Serializable {

    /** Before the first step. */
    public static At start(int size) {
      return new At(anyDirection(size), 1, Predictability.START);
    }
  }

  /**
   * Continues through a block.
   *
   * @param from not modified
   */
  public At through(InputBlock inputs, BlockIterate solution, At from) {
    return through(inputs, solution, from, inputs.steps(), inputs.steps());
  }

  /**
   * Follows a separate twin through the first steps of a block: a small part of the series,
   * extended only as long as the difference has not {@linkplain #SHRUNK shrunk}. The twin begins as
   * far away as a tolerance allows in every number: a number that is large there may differ by
   * more, and still does when it comes near zero.
   */
  public Predictability sample(InputBlock inputs, BlockIterate solution) {
    int most = Math.max(LONG_SAMPLE, Math.min(segmentLength, LONGEST_SAMPLE));
    long least = Math.max(SHORTEST_SAMPLE, Math.min(layout.steps() / PART, LONG_SAMPLE));
    At start = new At(scaledDirection(solution.start(0)), 1, Predictability.START);
    return through(inputs, solution, start, (int) least, Math.min(most, inputs.steps())).found();
  }

  /**
   * Continues for {@code least} steps, then as long as the difference has not shrunk, for {@code
   * steps} at most.
   */
  private At through(InputBlock inputs, BlockIterate solution, At from, int least, int steps) {
    double allowed = Math.log(rule.tolerance() / rule.precision().ulpOfOne());
    Restarts restarts = inputs.restarts();
    InputBlock withoutRestarts = inputs.with(Restarts.NONE);
    double[] direction = from.direction().clone();
    double magnitude = Math.max(from.magnitude(), 1 + largest(solution.start(0)));
    Predictability found = from.found();
    for (int segment = 0; segment * segmentLength < steps; segment++) {
      double[] state = solution.start(segment);
      int end = Math.min((segment + 1) * segmentLength, steps);
      for (int step = segment * segmentLength, to; step < end; step = to) {
        if (step >= least && found.plainGrowth() < SHRUNK) {
          return new At(direction, magnitude, found);
        }
        if (restarts.within(step, step + 1)) {
          restarts.copy(restarts.firstFrom(step), state);
          found = found.restarted(inputs.firstStep() + step);
        }
        to = Math.min(Math.min(step + STRIDE, end), restarts.nextAfter(step));
        Stretch stretch = stride(withoutRestarts, step, to, state, direction);
        double larger = Math.max(magnitude, 1 + largest(state));
        double growth = stretch.plain() - Math.log(larger / magnitude);
        magnitude = larger;
        found =
            found.then(
                to - step,
                stretch.plain(),
                growth,
                stretch.scaled(),
                allowed,
                inputs.firstStep() + to - 1);
      }
      found = found.joined();
    }
    return new At(direction, magnitude, found);
  }

  /**
   * The growth of a distance.
   *
   * @param plain logarithm of the growth of the largest difference
   * @param scaled the same of the scaled distance
   */
  private record Stretch(double plain, double scaled) {}

  /** Advances both walks. */
  private Stretch stride(InputBlock inputs, int from, int to, double[] state, double[] direction) {
    double[] twin = state.clone();
    double scale = distance * (1 + largest(state));
    for (int i = 0; i < twin.length; i++) {
      double apart = scale * direction[i];
      twin[i] = rule.precision().round(twin[i] + apart);
    }
    double scaledBefore = States.scaledDistance(twin, state);
    double before = largestDifference(twin, state);
    kernel.trace(inputs, from, to, state, (step, s) -> {});
    kernel.trace(inputs, from, to, twin, (step, s) -> {});
    double after = largestDifference(twin, state);
    if (!(after > 0 && after < Double.POSITIVE_INFINITY && before > 0)) {
      System.arraycopy(anyDirection(direction.length), 0, direction, 0, direction.length);
      // the difference fell below one unit in the last place
      double fallen = after == 0 ? Math.log(rule.precision().ulpOfOne() / distance) : 0;
      return new Stretch(fallen, fallen);
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = twin[i] - state[i];
    }
    double length = largest(direction);
    for (int i = 0; i < direction.length; i++) {
      direction[i] /= length;
    }
    return new Stretch(
        Math.log(after / before), Math.log(States.scaledDistance(twin, state) / scaledBefore));
  }

  private static double largestDifference(double[] one, double[] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      // written so that NaN is kept
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }

  /** A direction without any symmetry that a model might have. */
  private static double[] anyDirection(int size) {
    double[] direction = new Random(size).doubles(size, -1, 1).toArray();
    double length = largest(direction);
    return Arrays.stream(direction).map(number -> number / length).toArray();
  }

  /** The same, with the same scaled distance in every number. */
  private static double[] scaledDirection(double[] state) {
    double[] direction = anyDirection(state.length);
    for (int i = 0; i < direction.length; i++) {
      direction[i] = Math.copySign(1 + Math.abs(state[i]), direction[i]);
    }
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
