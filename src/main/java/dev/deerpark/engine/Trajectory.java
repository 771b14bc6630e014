// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.sequence.Layout;
import java.io.Serializable;
import java.util.List;

/** The iterate of an engine after a sweep, to be examined. The next sweep ends it. */
public interface Trajectory {

  Layout layout();

  /** Walks all steps one after the other and compares every state with the iterate's. */
  Comparison compareWithLoop();

  /**
   * Walks each of these blocks from its first start state, and compares where that ends with where
   * the next block begins.
   */
  Comparison compareBlocks(List<Integer> blocks);

  /** Follows a small difference along all steps, in order. */
  Predictability predictability();

  /**
   * The same within single blocks.
   *
   * @return the mean growth per step over all of them, in nats
   */
  double exponentOf(List<Integer> blocks);

  /**
   * How far the iterate is from a walk.
   *
   * @param steps how many were walked
   * @param largest the largest absolute difference; NaN if a state is not a number
   * @param where the step of that difference, from 0
   */
  record Comparison(long steps, double largest, long where) implements Serializable {

    public static final Comparison NONE = new Comparison(0, 0, 0);

    /** How far the walk of a block ended from where it should. */
    public static Comparison ofBlock(Layout layout, int block, double[] end, double[] goal) {
      return new Comparison(
          layout.stepsOf(block),
          BlockWalk.largestDifference(end, goal, 0),
          layout.firstStep(block) + layout.stepsOf(block) - 1);
    }

    /** Both together; of equal differences the earlier one's place. */
    public Comparison and(Comparison later) {
      boolean worse =
          later.largest > largest || Double.isNaN(later.largest) && !Double.isNaN(largest);
      return new Comparison(
          steps + later.steps, worse ? later.largest : largest, worse ? later.where : where);
    }
  }
}
