// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import java.io.Serializable;
import java.util.List;

/**
 * Holds one sequence with its iterate, wherever that is, and does what a solver asks. The known
 * start state, the inputs and the model were given when it was made. Closing it releases everything
 * it held.
 */
public interface Engine extends AutoCloseable {

  Layout layout();

  /**
   * Makes a guess by walking the last steps of each segment. The first sweep begins with it in
   * place of the guess that it is given, and counts this work as its own.
   */
  void burnIn(BurnIn burnIn);

  /**
   * Evaluates every segment from a guess.
   *
   * @param form what to keep of the Jacobians
   * @param damping of the update that follows
   */
  Sweep begin(Guess guess, JacobianForm form, Damping damping);

  /**
   * Applies the pending update and evaluates the segments that moved.
   *
   * @param form what to keep of the Jacobians of the segments that are walked
   * @param damping of the update that follows
   */
  Sweep advance(JacobianForm form, Damping damping);

  /** Walks all steps one after the other, in place of sweeps: the loop itself. */
  Sweep walkInOrder();

  /** Walks all steps one after the other and compares every state with the iterate's. */
  Comparison compareWithLoop();

  /**
   * Walks each of these blocks from its first start state, and compares where that ends with where
   * the next block begins.
   */
  Comparison compareBlocks(List<Integer> blocks);

  /** Follows a small difference along the whole solution, in order. */
  Predictability predictability();

  /**
   * The same within single blocks.
   *
   * @return the mean growth a step over all of them, in nats
   */
  double exponentOf(List<Integer> blocks);

  @Override
  void close();

  /**
   * What a sweep tells.
   *
   * @param summary of the whole sequence
   * @param estimatedError the largest scaled move of a start state that the pending update is about
   *     to make, see {@link SweepElement#pendingMove}: with full Jacobians an estimate of the
   *     iterate's error
   */
  record Sweep(SweepSummary summary, double estimatedError) {

    /** This sweep with work that was done before it. */
    public Sweep after(SweepWork work) {
      return new Sweep(summary.working(work), estimatedError);
    }
  }

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
