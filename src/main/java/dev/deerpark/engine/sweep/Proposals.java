// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.summary.Update;
import dev.deerpark.linear.Dense;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.sequence.States;
import java.util.Optional;

/**
 * The update of a block: moves the starts that differ from the states proposed for them. It takes
 * over the array of the proposed states.
 */
final class Proposals {
  private final SweepRule rule;
  private final BlockIterate old;
  private final RowArithmetic rows;
  private final int size;

  /** The proposed states, which become the new starts. */
  private final States starts;

  private final boolean[] moved;
  private final double[] move;

  /** {@code [S][D]}: the small moves; none until there is one. */
  private Optional<States> moves = Optional.empty();

  /**
   * {@code [S]}: which moves are so small that they are made only if their segments amplify them.
   */
  private final boolean[] small;

  private double largest;
  private long movedCount;
  private long refusedCount;

  private Proposals(SweepRule rule, BlockIterate old, States proposed, RowArithmetic rows) {
    this.rule = rule;
    this.rows = rows;
    this.old = old;
    this.size = old.stateSize();
    this.starts = proposed;
    this.moved = new boolean[old.segments()];
    this.move = new double[size];
    this.small = new boolean[moved.length];
  }

  /** Multiplies vectors by the Jacobians of a block. */
  interface Jacobians {
    /**
     * @param vectors {@code [S][D]}
     * @param wanted {@code [S]}: whose products are wanted
     * @return {@code [S][D]}: anything where they are not
     */
    States times(States vectors, boolean[] wanted);
  }

  /**
   * Updates a block.
   *
   * @param old not modified
   * @param jacobians of the block
   * @param proposed {@code [S][D]}: a state for every start; for the start that becomes exact, the
   *     predicted state. Overwritten by the new starts
   * @param plan of this sweep: segments with an exact start stay, and the next one becomes exact
   *     now, so it takes its proposal as it is
   */
  static Proposals take(
      SweepRule rule,
      BlockIterate old,
      Jacobians jacobians,
      States proposed,
      SweepPlan plan,
      RowArithmetic rows) {
    Proposals proposals = new Proposals(rule, old, proposed, rows);
    boolean asTheyAre = plan.damping().box() == Double.POSITIVE_INFINITY && proposals.areFinite();
    for (int segment = 0; segment < proposals.moved.length; segment++) {
      long number = old.firstSegment() + segment;
      if (plan.becomesExact(number)) {
        proposals.take(segment);
      } else if (number < plan.exactSegments()) {
        proposals.leave(segment);
      } else {
        if (!asTheyAre) {
          proposals.bound(segment, plan.damping());
        }
        proposals.takeIfFinite(segment, asTheyAre);
      }
    }
    proposals.measure();
    proposals.keepNegligible(jacobians);
    return proposals;
  }

  /**
   * Moves a block to other starts, as they are.
   *
   * @param old not modified
   * @param given {@code [S][D]}, finite or of the start that becomes exact, in the run's precision.
   *     Overwritten by the new starts
   */
  static Proposals given(SweepRule rule, BlockIterate old, States given, RowArithmetic rows) {
    Proposals proposals = new Proposals(rule, old, given, rows);
    for (int segment = 0; segment < proposals.moved.length; segment++) {
      proposals.take(segment);
    }
    proposals.measure();
    return proposals;
  }

  /** Whether all proposals are finite, and stay so when they are rounded. */
  private boolean areFinite() {
    return rows.largest(starts.array(), 0, starts.array().length) <= rule.precision().largest();
  }

  /** Makes a proposal finite, where the damping says how, and takes it into the box. */
  private void bound(int segment, Damping damping) {
    double[] proposal = starts.get(segment);
    double[] rounded = proposal.clone();
    for (int i = 0; i < size; i++) {
      rounded[i] = rule.precision().round(proposal[i]);
    }
    double[] finite = damping.reset().of(rounded);
    if (finite != rounded) {
      refusedCount++;
      proposal = finite;
    }
    starts.set(segment, boxed(damping.box(), old, segment, proposal));
  }

  /** A proposal, or its replacement where it leaves the box. */
  private static double[] boxed(double box, BlockIterate old, int segment, double[] proposal) {
    if (box == Double.POSITIVE_INFINITY || !Dense.isFinite(proposal) || isWithin(box, proposal)) {
      return proposal;
    }
    double[] instead = segment == 0 ? proposal : old.end(segment - 1);
    double[] clipped = new double[instead.length];
    for (int i = 0; i < clipped.length; i++) {
      clipped[i] = Math.max(-box, Math.min(box, instead[i]));
    }
    return clipped;
  }

  private static boolean isWithin(double box, double[] state) {
    for (double number : state) {
      if (Math.abs(number) > box) {
        return false;
      }
    }
    return true;
  }

  /** Leaves a start where it was. */
  private void leave(int segment) {
    int from = starts.offset(segment);
    System.arraycopy(old.starts().array(), from, starts.array(), from, size);
  }

  /** Takes a proposal as it is. */
  private void take(int segment) {
    if (differs(segment)) {
      movedCount++;
      moved[segment] = true;
    }
  }

  /**
   * Takes a proposal that is finite.
   *
   * @param isFinite whether that is known
   */
  private void takeIfFinite(int segment, boolean isFinite) {
    if (!differs(segment)) {
      return;
    }
    int from = starts.offset(segment);
    if (!isFinite && !rows.isFinite(starts.array(), from, from + size)) {
      leave(segment);
      refusedCount++;
      return;
    }
    movedCount++;
    moved[segment] = true;
    small[segment] = mayNeglect(segment, move);
    if (small[segment]) {
      if (moves.isEmpty()) {
        moves = Optional.of(States.zeros(moved.length, size));
      }
      moves.get().set(segment, move);
    }
  }

  /**
   * Rounds a proposal, and writes its {@link #move}.
   *
   * @return whether it is another state than the start, which is left where it is not (0 and -0 are
   *     the same)
   */
  private boolean differs(int segment) {
    double[] proposed = starts.array();
    int from = starts.offset(segment);
    if (rule.precision() != Precision.DOUBLE) {
      for (int i = from; i < from + size; i++) {
        proposed[i] = rule.precision().round(proposed[i]);
      }
    }
    boolean same = rows.subtract(proposed, from, old.starts().array(), from, move, size);
    if (same) {
      leave(segment);
    }
    return !same;
  }

  /**
   * Whether a move is so small that its segment decides. What a segment with a restart makes of it
   * before the restart is not known.
   */
  private boolean mayNeglect(int segment, double[] move) {
    boolean unknown = old.plan().form().entries(1) > 0 && old.restarting().in(segment);
    return !unknown && rule.meeting().coversMove(move, old.starts(), segment);
  }

  /** The largest move. */
  private void measure() {
    double[] before = old.starts().array();
    // those that stay are at no distance, unless they are not finite
    largest = rows.scaledDistance(before, 0, starts.array(), 0, before.length);
    if (Double.isNaN(largest)) {
      largest = 0;
      for (int segment = 0; segment < moved.length; segment++) {
        if (moved[segment]) {
          // Math.max keeps NaN
          largest = Math.max(largest, old.starts().scaledDistance(segment, starts, segment));
        }
      }
    }
  }

  /**
   * Leaves starts where they were if neither the move, nor the move of the segment's end that
   * follows from it, is larger than the distance at which walks count as met. A segment may amplify
   * a move, and the jump after it must stay within the tolerance too.
   */
  private void keepNegligible(Jacobians jacobians) {
    if (moves.isEmpty()) {
      return;
    }
    States carried = jacobians.times(moves.get(), small);
    for (int segment = 0; segment < small.length; segment++) {
      if (small[segment] && rule.meeting().coversMove(carried.get(segment), old.ends(), segment)) {
        moved[segment] = false;
        leave(segment);
        movedCount--;
      }
    }
  }

  /** The start states after the update. */
  States starts() {
    return starts;
  }

  /** {@code [S]}: which of them are new. */
  boolean[] moved() {
    return moved;
  }

  /** The number of starts that moved, and the largest move. */
  Update update() {
    return new Update(largest, movedCount, 0);
  }

  /** The number of proposals that were not finite. */
  long refusedCount() {
    return refusedCount;
  }
}
