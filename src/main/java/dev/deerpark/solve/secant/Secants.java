// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve.secant;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.sweep.Walks;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The secants of all segments of a sequence, and the update by them. Everything goes in the order
 * of time, so no bit depends on how the sequence is distributed. Immutable.
 *
 * @param precision of the states
 * @param weights of the numbers of a state
 * @param box around the ends seen so far
 * @param pairs one per segment
 * @param last the walks that were taken in last
 */
public record Secants(
    Precision precision, Weights weights, StateBox box, List<SecantPairs> pairs, Walks last) {
  /** A correction is at most this many times as long as the move that it follows from. */
  private static final double KAPPA = 2;

  /** A tolerance with which every start moves. */
  public static final double ALL_MOVE = -1;

  /** After the first walks: there are no secants yet. */
  public static Secants of(Precision precision, Walks first) {
    return new Secants(
        precision,
        Weights.of(first.ends()),
        StateBox.empty(first.ends().size()).and(first.ends()),
        Collections.nCopies(first.segments(), SecantPairs.NONE),
        first);
  }

  /**
   * Bytes that are held while an update is made: the secants, two versions of the walks, and the
   * proposed starts twice.
   *
   * @param segments of the sequence
   * @param size numbers in a state
   */
  public static double bytes(long segments, int size) {
    double most = SecantPairs.most(size);
    return Double.BYTES * (double) segments * (size * (2 * most + 6) + most * most);
  }

  /** With the secants of the next walks: of every segment whose start moved. */
  public Secants after(Walks next) {
    List<SecantPairs> longer = new ArrayList<>(pairs);
    for (int segment = 0; segment < longer.size(); segment++) {
      if (!next.ends().isFinite(segment)) {
        longer.set(segment, SecantPairs.NONE);
      } else {
        double[] move = difference(next.starts(), last.starts(), segment);
        double[] effect = difference(next.ends(), last.ends(), segment);
        longer.set(segment, longer.get(segment).and(weights, move, effect));
      }
    }
    return new Secants(precision, weights, box.and(next.ends()), longer, next);
  }

  private static double[] difference(States states, States others, int index) {
    double[] difference = states.get(index);
    for (int i = 0, from = others.offset(index); i < difference.length; i++) {
      difference[i] -= others.array()[from + i];
    }
    return difference;
  }

  /**
   * Other start states for all segments.
   *
   * @param starts {@code [P][D]}, in the run's precision
   * @param largest the largest scaled move of a start, those too small to be made included
   */
  public record Proposal(States starts, double largest) {}

  /**
   * The update, from the first segment to the last.
   *
   * @param exact segments at the beginning whose start is exact. The one after them becomes exact
   *     now, so it takes the end before it as it is
   * @param tolerance a start whose scaled move is no larger stays; below 0, all starts move
   */
  public Proposal propose(long exact, double tolerance) {
    States starts = last.starts().copy();
    double[] move = new double[starts.size()];
    double largest = 0;
    for (int next = 1; next < starts.count(); next++) {
      double[] old = last.starts().get(next);
      double[] proposed = proposed(next - 1, move, next == exact);
      double distance = proposed.length == 0 ? 0 : States.scaledDistance(proposed, old);
      // the one that becomes exact moves even if it is not a number
      boolean moves = proposed.length > 0 && (distance > tolerance || next == exact);
      largest = Math.max(largest, distance);
      for (int i = 0; i < move.length; i++) {
        move[i] = moves ? proposed[i] - old[i] : 0;
      }
      if (moves) {
        starts.set(next, proposed);
      }
    }
    return new Proposal(starts, largest);
  }

  /** The largest scaled move of a start if all moves were made: an estimate of the error. */
  public double estimatedError(long exact) {
    return propose(exact, ALL_MOVE).largest();
  }

  /**
   * The state after a segment whose start moves, in the run's precision; empty where it is not
   * known.
   */
  private double[] proposed(int segment, double[] move, boolean becomesExact) {
    double[] end = last.ends().get(segment);
    if (becomesExact) {
      return end;
    }
    if (!last.ends().isFinite(segment)) {
      return new double[0];
    }
    double[] corrected = corrected(segment, end, move);
    return box.covers(corrected) ? corrected : end;
  }

  private double[] corrected(int segment, double[] end, double[] move) {
    double length = weights.length(move);
    if (length == 0) {
      return end;
    }
    double[] correction = pairs.get(segment).apply(weights, move);
    double far = weights.length(correction) / (KAPPA * length);
    double[] corrected = end.clone();
    for (int i = 0; i < corrected.length; i++) {
      double one = far > 1 ? correction[i] / far : correction[i];
      corrected[i] = precision.round(end[i] + one);
    }
    return corrected;
  }
}
