// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.base.SplitMix64;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.io.Serializable;
import java.util.Random;

/** Where the start states of the first sweep come from, block by block. */
@FunctionalInterface
public interface Guess extends Serializable {

  /**
   * The guess for a block.
   *
   * @param start {@code [D]}: the state before step 0, not modified
   * @param kernel of the run
   * @return {@code [S][D]}: a start state for each segment, a new array; the first of the sequence
   *     is put right by the caller
   */
  double[] starts(Layout layout, InputBlock inputs, double[] start, Kernel kernel);

  /** Start states that are known already, {@code [S][D]} of one block; copied. */
  static Guess given(double[] starts) {
    return (layout, inputs, start, kernel) -> starts.clone();
  }

  /** Zeros. */
  static Guess zeros() {
    return (layout, inputs, start, kernel) ->
        new double[layout.segmentsOf(inputs.index()) * start.length];
  }

  /** The start state everywhere. */
  static Guess start() {
    return (layout, inputs, start, kernel) -> {
      double[] starts = new double[layout.segmentsOf(inputs.index()) * start.length];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = start[i % start.length];
      }
      return starts;
    };
  }

  /**
   * {@code f(0, x)} with the input of the step before the segment, or, at the beginning of a block,
   * of the step after it.
   */
  static Guess input() {
    return (layout, inputs, start, kernel) -> {
      int size = start.length;
      double[] starts = new double[layout.segmentsOf(inputs.index()) * size];
      for (int segment = 0; segment * size < starts.length; segment++) {
        int step = Math.max(0, segment * layout.segmentLength() - 1);
        double[] state = new double[size];
        kernel.trace(inputs, step, step + 1, state, (at, s) -> {});
        System.arraycopy(state, 0, starts, segment * size, size);
      }
      return starts;
    };
  }

  /** Independent standard normal numbers, which depend on the segment's number alone. */
  static Guess normal(long seed) {
    return (layout, inputs, start, kernel) -> {
      int size = start.length;
      double[] starts = new double[layout.segmentsOf(inputs.index()) * size];
      long first = layout.firstSegment(inputs.index());
      for (int segment = 0; segment * size < starts.length; segment++) {
        Random random = new Random(seed + SplitMix64.GAMMA * (first + segment));
        for (int i = 0; i < size; i++) {
          starts[segment * size + i] = random.nextGaussian();
        }
      }
      return starts;
    };
  }
}
