// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;

/** Walks through a block's solution, to hold it against the loop. */
public final class BlockWalk {
  private static final int CHUNK = 1024;

  private final int segmentLength;
  private final Kernel kernel;

  public BlockWalk(int segmentLength, Kernel kernel) {
    this.segmentLength = segmentLength;
    this.kernel = kernel;
  }

  /**
   * Goes on with the loop through a block and compares every state with the solution's.
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
    return result;
  }

  private Trajectory.Comparison compare(
      InputBlock inputs, int from, int to, double[] walked, double[] state) {
    int size = state.length;
    double[] seen = new double[(to - from) * size];
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
          double difference = largestDifference(s, seen, (step - from) * size);
          result[0] =
              result[0].and(new Trajectory.Comparison(1, difference, inputs.firstStep() + step));
        });
    return result[0];
  }

  /** The state after a block, walked in one go from the solution's first start. */
  public double[] end(InputBlock inputs, BlockIterate solution) {
    double[] state = solution.start(0);
    kernel.trace(inputs, 0, inputs.steps(), state, (step, s) -> {});
    return state;
  }

  /**
   * The largest absolute difference of a state and the one that begins at {@code offset} of an
   * array.
   */
  static double largestDifference(double[] state, double[] others, int offset) {
    double largest = 0;
    for (int i = 0; i < state.length; i++) {
      largest = Math.max(largest, Math.abs(state[i] - others[offset + i]));
    }
    return largest;
  }
}
