// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import java.util.Arrays;

/** Walks along a block's solution, to compare it with the loop. */
public final class BlockWalk {
  private static final int CHUNK = 1024;

  /** Steps that are walked twice. */
  private static final int REPEATED = 16;

  private final int segmentLength;
  private final Closeness closeness;
  private final Kernel kernel;

  /**
   * @param closeness what is compared of states
   */
  public BlockWalk(int segmentLength, Closeness closeness, Kernel kernel) {
    this.segmentLength = segmentLength;
    this.closeness = closeness;
    this.kernel = kernel;
  }

  /**
   * Continues the loop through a block and compares every state, or its outputs, with the
   * solution's.
   *
   * @param state {@code [D]}: the loop's state before the block, overwritten with the one after it
   */
  public Trajectory.Comparison compare(InputBlock inputs, BlockIterate solution, double[] state) {
    Trajectory.Comparison result = Trajectory.Comparison.NONE;
    for (int segment = 0; segment < solution.segments(); segment++) {
      double[] walked = solution.start(segment);
      int end = Math.min((segment + 1) * segmentLength, inputs.steps());
      for (int from = segment * segmentLength; from < end; from += CHUNK) {
        int to = Math.min(from + CHUNK, end);
        result = result.and(compare(inputs, from, to, walked, state));
      }
    }
    return result.repeating(repeats(inputs, solution));
  }

  /** Whether the first steps of a block, walked twice from the same state, give the same bits. */
  public boolean repeats(InputBlock inputs, BlockIterate solution) {
    int steps = Math.min(REPEATED, inputs.steps());
    double[] once = solution.start(0);
    double[] again = solution.start(0);
    kernel.trace(inputs, 0, steps, once, (step, s) -> {});
    kernel.trace(inputs, 0, steps, again, (step, s) -> {});
    return Arrays.equals(once, again);
  }

  private Trajectory.Comparison compare(
      InputBlock inputs, int from, int to, double[] walked, double[] state) {
    int size = state.length;
    double[] seen = new double[(to - from) * size];
    double[] other = new double[size];
    kernel.trace(
        inputs,
        from,
        to,
        walked,
        (step, s) -> System.arraycopy(s, 0, seen, (step - from) * size, size));
    Trajectory.Comparison[] result = {Trajectory.Comparison.NONE};
    kernel.trace(
        inputs,
        from,
        to,
        state,
        (step, s) -> {
          System.arraycopy(seen, (step - from) * size, other, 0, size);
          result[0] =
              result[0].and(
                  Trajectory.Comparison.ofState(closeness, s, other, inputs.firstStep() + step));
        });
    return result[0];
  }

  /** The state after a block, walked in one go from the solution's first start. */
  public double[] end(InputBlock inputs, BlockIterate solution) {
    double[] state = solution.start(0);
    kernel.trace(inputs, 0, inputs.steps(), state, (step, s) -> {});
    return state;
  }
}
