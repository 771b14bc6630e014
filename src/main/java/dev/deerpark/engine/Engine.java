// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepElement;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.sweep.Walks;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.engine.trajectory.Trajectory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds one sequence with its iterate, in one JVM or on a cluster, and performs a solver's
 * operations on it. The known start state, the inputs and the model are given when it is created.
 * Closing it releases everything it holds.
 */
public interface Engine extends AutoCloseable {

  Layout layout();

  /** Numbers in a state, D. */
  int stateSize();

  /** The rule of every sweep. */
  SweepRule rule();

  /** A first sweep from a guess. */
  FirstSweep from(Guess guess);

  /** A first sweep from the states at the end of a burn-in, whose work it counts as its own. */
  FirstSweep from(BurnIn burnIn);

  /**
   * Applies the pending update and evaluates the segments that moved.
   *
   * @param form of the Jacobians of the segments that are walked
   * @param damping of the update that follows
   */
  Sweep advance(JacobianForm form, Damping damping);

  /** Where the walks of all segments begin and end, gathered in one place. */
  Walks walks();

  /**
   * Moves the segments to other start states, instead of the pending update, and evaluates those
   * that moved.
   *
   * @param starts {@code [P][D]} of all segments, in the run's precision; not modified
   * @param form of the Jacobians, none of which the walks compute
   */
  Sweep moveTo(States starts, JacobianForm form);

  /** Walks all steps one after the other, instead of a sweep: the loop itself. */
  default Sweep walkInOrder() {
    return walkInOrder(List.of(), walked -> {});
  }

  /**
   * The same, from where an earlier walk left off.
   *
   * @param before the blocks that it walked, from the first on
   * @param after hears from time to time of all blocks that have been walked so far
   */
  Sweep walkInOrder(List<BlockIterate> before, Consumer<List<BlockIterate>> after);

  /** The iterate after the last sweep. */
  Trajectory trajectory();

  @Override
  void close();

  /**
   * The result of a sweep.
   *
   * @param summary of the whole sequence
   * @param estimatedError the largest scaled move of a start state in the pending update, see
   *     {@link SweepElement#pendingMove}: with full Jacobians, an estimate of the iterate's error
   * @param written the trace of the walk that wrote the iterate's states, where this sweep wrote
   *     them
   */
  record Sweep(SweepSummary summary, double estimatedError, Optional<StateTrace> written) {

    /** A sweep that wrote nothing. */
    public Sweep(SweepSummary summary, double estimatedError) {
      this(summary, estimatedError, Optional.empty());
    }

    /** This sweep, counting work that was done before it. */
    public Sweep after(SweepWork work) {
      return new Sweep(summary.working(work), estimatedError, written);
    }

    /** This sweep, with another estimate of the error. */
    public Sweep estimating(double error) {
      return new Sweep(summary, error, written);
    }

    /** This sweep, as one that wrote the states. */
    public Sweep writing(StateTrace trace) {
      return new Sweep(summary, estimatedError, Optional.of(trace));
    }
  }
}
