// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.base.SplitMix64;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.Random;

/** The start states of the first sweep, block by block. */
@FunctionalInterface
public interface Guess extends Serializable {

  /**
   * The guess for a block.
   *
   * @param start {@code [D]}: the state before step 0, not modified
   * @param kernel of the run
   * @return a start state for each segment, new; the caller corrects the first of the sequence
   */
  States starts(Layout layout, InputBlock inputs, double[] start, Kernel kernel);

  /** Start states of one block that are known already; copied. */
  static Guess given(States starts) {
    return (layout, inputs, start, kernel) -> starts.copy();
  }

  /** Zeros. */
  static Guess zeros() {
    return (layout, inputs, start, kernel) ->
        States.zeros(layout.segmentsOf(inputs.index()), start.length);
  }

  /** The start state everywhere. */
  static Guess start() {
    return (layout, inputs, start, kernel) ->
        States.repeated(start, layout.segmentsOf(inputs.index()));
  }

  /**
   * {@code f(0, x)} with the input of the step before the segment, or, at the beginning of a block,
   * of the step after it.
   */
  static Guess input() {
    return (layout, inputs, start, kernel) -> {
      States starts = States.zeros(layout.segmentsOf(inputs.index()), start.length);
      for (int segment = 0; segment < starts.count(); segment++) {
        int step = Math.max(0, segment * layout.segmentLength() - 1);
        double[] state = starts.get(segment);
        kernel.trace(inputs, step, step + 1, state, (at, s) -> {});
        starts.set(segment, state);
      }
      return starts;
    };
  }

  /**
   * Independent standard normal numbers, which depend on the seed and the segment's number alone.
   */
  static Guess normal(long seed) {
    return (layout, inputs, start, kernel) -> {
      States starts = States.zeros(layout.segmentsOf(inputs.index()), start.length);
      long first = layout.firstSegment(inputs.index());
      for (int segment = 0; segment < starts.count(); segment++) {
        Random random = new Random(seed + SplitMix64.GAMMA * (first + segment));
        starts.set(segment, normal(random, start.length));
      }
      return starts;
    };
  }

  private static double[] normal(Random random, int size) {
    double[] state = new double[size];
    for (int i = 0; i < size; i++) {
      state[i] = random.nextGaussian();
    }
    return state;
  }
}
