// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.engine.summary.Update;
import dev.deerpark.linear.Dense;
import dev.deerpark.sequence.States;
import java.util.List;

/** The update of a block: moves the starts that differ from the states proposed for them. */
final class Proposals {
  private final SweepRule rule;
  private final BlockIterate old;
  private final int size;
  private final States starts;
  private final boolean[] moved;
  private Update update = Update.NONE;
  private long refusedCount;

  private Proposals(SweepRule rule, BlockIterate old) {
    this.rule = rule;
    this.old = old;
    this.size = old.stateSize();
    this.starts = old.starts().copy();
    this.moved = new boolean[old.segments()];
  }

  /**
   * Updates a block.
   *
   * @param old with its Jacobians; not modified
   * @param proposed {@code [S][D]}: a state for every start, of the next exact one the state that
   *     was predicted
   * @param plan of this sweep: segments with an exact start stay, and the next one becomes exact
   *     now, so it takes its proposal as it is
   */
  static Proposals take(SweepRule rule, BlockIterate old, List<double[]> proposed, SweepPlan plan) {
    Proposals proposals = new Proposals(rule, old);
    for (int segment = 0; segment < proposals.moved.length; segment++) {
      long number = old.firstSegment() + segment;
      if (plan.becomesExact(number)) {
        proposals.take(segment, proposed.get(segment), true);
      } else if (number >= plan.exactSegments()) {
        Damping damping = plan.damping();
        double[] proposal = proposals.finite(damping.reset(), proposed.get(segment));
        proposals.take(segment, boxed(damping.box(), old, segment, proposal), false);
      }
    }
    return proposals;
  }

  /** A proposal, or what stands in for one that leaves the box. */
  private static double[] boxed(double box, BlockIterate old, int segment, double[] proposal) {
    if (!Dense.isFinite(proposal) || isWithin(box, proposal)) {
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

  /** A proposal, or what it is reset to. */
  private double[] finite(Reset reset, double[] proposal) {
    double[] rounded = rounded(proposal);
    double[] finite = reset.of(rounded);
    if (finite == rounded) {
      return proposal;
    }
    refusedCount++;
    return finite;
  }

  private double[] rounded(double[] proposal) {
    double[] rounded = new double[size];
    for (int i = 0; i < size; i++) {
      rounded[i] = rule.precision().round(proposal[i]);
    }
    return rounded;
  }

  private void take(int segment, double[] proposal, boolean becomesExact) {
    int from = starts.offset(segment);
    double[] rounded = rounded(proposal);
    double[] move = new double[size];
    boolean same = true;
    for (int i = 0; i < size; i++) {
      move[i] = rounded[i] - starts.array()[from + i];
      same &= move[i] == 0;
    }
    if (same) {
      return;
    }
    if (!becomesExact && !Dense.isFinite(rounded)) {
      refusedCount++;
      return;
    }
    double distance = States.scaledDistance(starts.get(segment), rounded);
    moved[segment] = becomesExact || !isNegligible(segment, move);
    update = update.and(new Update(distance, moved[segment] ? 1 : 0));
    if (moved[segment]) {
      starts.set(segment, rounded);
    }
  }

  /**
   * Whether a start may stay where it is: neither the move nor what the segment makes of it is
   * larger than the distance at which walks have met. A segment may amplify, and the jump behind it
   * has to stay within the tolerance too.
   */
  private boolean isNegligible(int segment, double[] move) {
    return rule.meeting().coversMove(move, old.start(segment))
        && rule.meeting().coversMove(old.jacobian(segment).apply(move), old.end(segment));
  }

  /** The start states after the update. */
  States starts() {
    return starts;
  }

  /** {@code [S]}: which of them are new. */
  boolean[] moved() {
    return moved;
  }

  /** How many moved, and by how much. */
  Update update() {
    return update;
  }

  /** Proposals that were not finite. */
  long refusedCount() {
    return refusedCount;
  }
}
